import { describe, expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc } from "./graphc.ts";

describe("graphc", () => {
  it("prints its help and its version to stdout", async () => {
    const folder = folderWith();
    const help = await graphc({ folder }, "--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatch(/^Usage: graphc \[options\] \[command\]\n/);
    expect(help.stdout).toContain("graphc init support");
    expect(await graphc({ folder }, "--version")).toStrictEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
  });

  it.each(["build", "check", "explain", "init"])("shows examples of %s in its help", async (command) => {
    const help = await graphc({ folder: folderWith() }, command, "--help");
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toMatch(new RegExp(`\nExamples:\n  graphc ${command}`));
  });

  it("prints its help to stderr where no command is named", async () => {
    const outcome = await graphc({ folder: folderWith() });
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain("Usage: graphc");
  });

  it.each([
    ["an unknown command", ["biuld"], "graphc: unknown command 'biuld'\n(Did you mean build?)"],
    ["an unknown option", ["check", "--formt", "json"], "graphc: unknown option '--formt'\n(Did you mean --format?)"],
    ["an unknown format", ["check", "--format", "xml"], "Allowed choices are pretty, short, json, sarif, github."],
    ["an option without its value", ["build", "--out-dir"], "graphc: option '--out-dir <folder>' argument missing"],
    ["too many arguments", ["explain", "G101", "G102"], "graphc: too many arguments for 'explain'"],
  ])("refuses %s with code 2 and prints nothing to stdout", async (_what, args, message) => {
    const outcome = await graphc({ folder: folderWith() }, ...args);
    expect(outcome).toMatchObject({ code: 2, stdout: "" });
    expect(outcome.stderr).toContain(message);
  });
});
