import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeWhole } from "../../../src/project/write.ts";
import { folderWith } from "./folder.ts";

describe("writing a module", () => {
  it("makes the folders on the way and leaves nothing else behind", async () => {
    const folder = folderWith();
    expect(await writeWhole(join(folder, "a/b/c.ts"), "text", folder)).toBe(true);
    expect(readFileSync(join(folder, "a/b/c.ts"), "utf8")).toBe("text");
    expect(readdirSync(join(folder, "a/b"))).toStrictEqual(["c.ts"]);
  });

  it("does not touch a file that holds the text already", async () => {
    const folder = folderWith({ "a.ts": "text" });
    const path = join(folder, "a.ts");
    utimesSync(path, 1, 1);
    expect(await writeWhole(path, "text", folder)).toBe(false);
    expect(statSync(path).mtimeMs).toBe(1000);
    expect(await writeWhole(path, "other", folder)).toBe(true);
    expect(readFileSync(path, "utf8")).toBe("other");
  });

  it("writes through a symbolic link and keeps the file's mode", async () => {
    const folder = folderWith({ "real.ts": "old" });
    chmodSync(join(folder, "real.ts"), 0o640);
    symlinkSync("real.ts", join(folder, "link.ts"));
    await writeWhole(join(folder, "link.ts"), "new", folder);
    expect(lstatSync(join(folder, "link.ts")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real.ts"), "utf8")).toBe("new");
    expect(statSync(join(folder, "real.ts")).mode & 0o777).toBe(0o640);
  });

  it("leaves the old text and no temporary file where it fails", async () => {
    const folder = folderWith({ "a.ts": "old" });
    chmodSync(join(folder, "a.ts"), 0o444);
    await expect(writeWhole(join(folder, "a.ts"), "new", folder)).rejects.toThrow(
      "cannot write `a.ts`: it is read-only",
    );
    expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("old");
    mkdirSync(join(folder, "b.ts"));
    await expect(writeWhole(join(folder, "b.ts"), "new", folder)).rejects.toThrow(
      "cannot write `b.ts`: it is a folder",
    );
    await expect(writeWhole(join(folder, "a.ts/c.ts"), "new", folder)).rejects.toThrow(
      "cannot write `a.ts/c.ts`: a part of its path is not a folder",
    );
    expect(readdirSync(folder)).toStrictEqual(["a.ts", "b.ts"]);
    expect(existsSync(join(folder, "a.ts.tmp"))).toBe(false);
  });
});
