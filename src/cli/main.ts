#!/usr/bin/env node
import * as nodeModule from "node:module";

// Node 22 and later can keep what they compiled for the next start; they must be asked before the rest is loaded.
if ("enableCompileCache" in nodeModule && typeof nodeModule.enableCompileCache === "function")
  nodeModule.enableCompileCache();
const { run } = await import("./run.ts");

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: async () => (await import("node:stream/consumers")).text(process.stdin),
});
