/**
 * Runs the workloads on every peer, each measurement in a process of its own, the peers taking turns so that a noisy machine is noisy for all,
 * and prints medians and ratios to hand-written code: `npm run bench -- [--rounds 3] [--milliseconds 500] [--peers hand,graphc] [workload[:size] …]`.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { workloads } from "./workloads.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    milliseconds: { type: "string", default: "500" },
    peers: { type: "string", default: "hand,graphc,pocketflow,xstate,langgraph" },
  },
});
const peers = values.peers.split(",");
const script = fileURLToPath(new URL("measure.ts", import.meta.url));

interface Outcome {
  readonly microseconds?: number;
  readonly missing?: boolean;
  readonly failed?: string;
}

function measure(peer: string, workload: string, size: number): Outcome {
  try {
    const printed = execFileSync(
      process.execPath,
      ["--import", "tsx", "--max-old-space-size=8192", script, peer, workload, String(size), values.milliseconds],
      { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 180_000 },
    );
    return JSON.parse(printed.trim().split("\n").at(-1) ?? "") as Outcome;
  } catch (error) {
    return {
      failed: error instanceof Error && "code" in error && error.code === "ETIMEDOUT" ? "over 3 minutes" : "crashed",
    };
  }
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;
const digits = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 3 });

function plan(): { readonly title: string; readonly unit: string; readonly name: string; readonly size: number }[] {
  const all = workloads.flatMap((workload) => workload.sizes.map((size) => ({ ...workload, size })));
  if (positionals.length === 0) return all;
  return positionals.map((wanted) => {
    const [name, size] = wanted.split(":");
    const workload = workloads.find((candidate) => candidate.name === name);
    if (!workload) {
      console.error(
        `There is no workload called ${name}; there are: ${workloads.map((known) => known.name).join(", ")}.`,
      );
      process.exit(2);
    }
    return { ...workload, size: size === undefined ? (workload.sizes[0] as number) : Number(size) };
  });
}

const rows: string[][] = [
  ["workload", "size", "unit", ...peers.map((peer) => (peer === "hand" ? "hand" : `${peer} (ratio)`))],
];
for (const { name, title, unit, size } of plan()) {
  const found = new Map<string, number[]>();
  const notes = new Map<string, string>();
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const peer of peers) {
      if (notes.has(peer)) continue;
      if (process.stderr.isTTY) process.stderr.write(`${name} ${size}: ${peer}, round ${round + 1}\x1b[K\r`);
      const outcome = measure(peer, name, size);
      if (outcome.microseconds !== undefined) found.set(peer, [...(found.get(peer) ?? []), outcome.microseconds]);
      else notes.set(peer, outcome.missing ? "–" : (outcome.failed ?? "failed"));
    }
  }
  const hand = found.get("hand");
  const cells = peers.map((peer) => {
    const times = found.get(peer);
    if (!times) return notes.get(peer) ?? "–";
    const time = median(times);
    return peer === "hand" || !hand ? `${digits(time)} µs` : `${digits(time)} µs (${digits(time / median(hand))})`;
  });
  rows.push([title, digits(size), unit, ...cells]);
}
if (process.stderr.isTTY) process.stderr.write("\x1b[K");

const widths = (rows[0] as string[]).map((_, column) => Math.max(...rows.map((row) => (row[column] as string).length)));
const line = (row: readonly string[]): string =>
  `| ${row.map((cell, column) => cell.padEnd(widths[column] as number)).join(" | ")} |`;
console.log(
  [
    line(rows[0] as string[]),
    `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`,
    ...rows.slice(1).map(line),
  ].join("\n"),
);
