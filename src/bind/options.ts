/** The options of nodes: which are there, and what they mean. */
import type * as ast from "../ast/ast.ts";
import { G201 } from "../diagnostics/catalogue/g2.ts";
import { G506 } from "../diagnostics/catalogue/g5.ts";
import { itemRemoval } from "../diagnostics/mend.ts";
import type { Draft, FileScope } from "./scope.ts";
import type { FieldSymbol, NodeSymbol, RetryPolicy } from "./symbols.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { resolveType } from "./type-node.ts";

interface OptionsByName {
  reads: ast.ReadsOption;
  writes: ast.WritesOption;
  retry: ast.RetryOption;
  timeout: ast.TimeoutOption;
  cache: ast.CacheOption;
  asks: ast.AsksOption;
  in: ast.InOption;
  show: ast.ShowOption;
}

export type OptionName = keyof OptionsByName;

/** The options as they are written, each at most once. */
export type WrittenOptions = Readonly<Partial<OptionsByName>>;

/** What the options of a handler mean; those of a node go over the graph's `defaults`. */
export type HandlerOptions = Pick<NodeSymbol, "reads" | "retry" | "timeout" | "cache" | "asks"> &
  Partial<Pick<NodeSymbol, "writes">>;

/** What binding options needs to know of the graph. */
export interface OptionScope {
  readonly file: FileScope;
  readonly graph: ast.Graph;
  readonly fields: ReadonlyMap<string, FieldSymbol>;
}

export const handlerOptionNames: ReadonlySet<OptionName> = new Set([
  "reads",
  "writes",
  "retry",
  "timeout",
  "cache",
  "asks",
]);

const belongsTo: Readonly<Record<OptionName, string>> = {
  reads: "nodes implemented in TypeScript",
  writes: "nodes implemented in TypeScript",
  retry: "nodes implemented in TypeScript",
  timeout: "nodes implemented in TypeScript and to asks",
  cache: "nodes implemented in TypeScript",
  asks: "nodes implemented in TypeScript",
  in: "nodes that run a graph",
  show: "asks",
};

/** Sorts options by name. Those that are repeated, or have no meaning for `of`, are reported and left out. */
export function sortOptions(
  options: readonly ast.Option[],
  allowed: ReadonlySet<OptionName>,
  of: string,
  { report, source }: FileScope,
): WrittenOptions {
  const found: Record<string, ast.Option> = {};
  for (const option of options) {
    const name = nameOf(option);
    const first = found[name];
    if (!allowed.has(name)) report(G506.notHere(name, of, belongsTo[name]), option.span);
    else if (!first) found[name] = option;
    else {
      const related = [{ source, span: first.span, message: "it is written here first" }];
      report(G506.twice(name), option.span, { related });
    }
  }
  return found as WrittenOptions;
}

function nameOf(option: ast.Option): OptionName {
  const names = {
    ReadsOption: "reads",
    WritesOption: "writes",
    RetryOption: "retry",
    TimeoutOption: "timeout",
    CacheOption: "cache",
    AsksOption: "asks",
    InOption: "in",
    ShowOption: "show",
  } as const;
  return names[option.kind];
}

/** What the options of a handler, or those of `defaults`, mean. */
export function bindHandlerOptions(options: WrittenOptions, scope: OptionScope): HandlerOptions {
  const { file } = scope;
  const bound: Draft<HandlerOptions> = {};
  if (options.reads) bound.reads = namedFields("reads", options.reads.fields, scope).map(({ field }) => field);
  if (options.writes) {
    const named = options.writes.fields.map((written) => written.name);
    const mayLeaveOut = new Map(options.writes.fields.map((written) => [written.name, written.mayLeaveOut]));
    bound.writes = namedFields("writes", named, scope).map(({ field, name }) => ({
      field,
      mayLeaveOut: mayLeaveOut.get(name) ?? false,
    }));
  }
  const retry = options.retry && bindRetry(options.retry, file);
  if (retry) bound.retry = retry;
  if (options.timeout) bound.timeout = durationOf("timeout", options.timeout, file);
  if (options.cache) bound.cache = durationOf("cache", options.cache, file);
  if (options.asks) {
    const { payload, answer } = options.asks;
    bound.asks = { payload: resolveType(payload, file), answer: resolveType(answer, file) };
  }
  return bound;
}

function namedFields(
  option: string,
  names: readonly ast.Identifier[],
  { file, graph, fields }: OptionScope,
): readonly { readonly field: FieldSymbol; readonly name: ast.Identifier }[] {
  const seen = new Set<string>();
  const items = names.map(({ span }) => span);
  return names.flatMap((name) => {
    const field = fields.get(name.name);
    if (seen.has(name.name)) {
      const fixes = [itemRemoval(`remove the second \`${name.name}\``, name.span, items)];
      file.report(G506.fieldTwice(option, name.name), name.span, { fixes });
      return [];
    }
    seen.add(name.name);
    if (field) return [{ field, name }];
    const known = graph.incomplete
      ? undefined
      : file.unknown.candidates(graph, "value", name.name, name.span, () => fields.keys());
    if (known) file.report(G201.field(name.name, known), name.span);
    return [];
  });
}

/** Milliseconds. */
export function durationOf(
  name: string,
  { duration }: ast.TimeoutOption | ast.CacheOption,
  { report }: FileScope,
): number {
  if (duration.milliseconds <= 0) report(G506.senseless(`${name} ${duration.text}`, "leaves no time"), duration.span);
  return duration.milliseconds;
}

function bindRetry(node: ast.RetryOption, { report }: FileScope): RetryPolicy | undefined {
  const policy: Partial<Draft<RetryPolicy>> = {};
  const seen = new Set<string>();
  for (const setting of node.settings) {
    if (seen.has(setting.name)) {
      report(G506.twice(setting.name), setting.span);
      continue;
    }
    seen.add(setting.name);
    switch (setting.name) {
      case "attempts":
        policy.attempts = setting.value.value;
        if (!isCount(setting.value)) report(G506.senseless("attempts", "is a whole number from 1"), setting.value.span);
        break;
      case "factor":
        policy.factor = setting.value.value;
        if (setting.value.value < 1) report(G506.senseless("factor", "is a number from 1"), setting.value.span);
        break;
      case "delay":
      case "maxDelay":
        policy[setting.name] = setting.value.milliseconds;
        break;
      case "jitter":
        policy.jitter = true;
        break;
      case "on":
        policy.on = setting.value.map((name) => name.value);
        reportRepeated(setting.value, report);
        break;
    }
  }
  const { attempts, delay, maxDelay } = policy;
  if (delay !== undefined && maxDelay !== undefined && maxDelay < delay) {
    report(G506.senseless("maxDelay", "is shorter than `delay`"), node.span);
  }
  reportWithoutEffect(node.settings, policy, report);
  if (attempts !== undefined) return { ...policy, attempts };
  report(G506.senseless("retry", "does not say how many `attempts` it makes"), node.span);
  return undefined;
}

function reportRepeated(names: readonly ast.StringLiteral[], report: Report): void {
  for (const [index, name] of names.entries()) {
    const isRepeated = names.slice(0, index).some((other) => other.value === name.value);
    if (isRepeated) report(G506.fieldTwice("on", name.value), name.span);
  }
}

/** Reports the first setting that changes nothing: without a second attempt there is nothing to wait for, and without `delay` nothing to lengthen. */
function reportWithoutEffect(
  settings: ast.RetryOption["settings"],
  policy: Partial<RetryPolicy>,
  report: Report,
): void {
  const [other] = settings.filter(({ name }) => name !== "attempts");
  const ofDelay = settings.find(({ name }) => name === "factor" || name === "maxDelay" || name === "jitter");
  if (policy.attempts === 1 && other) {
    report(G506.senseless(other.name, "has no effect: `attempts 1` makes no second attempt"), other.span);
  } else if (policy.delay === undefined && ofDelay) {
    report(G506.senseless(ofDelay.name, "has no effect: there is no `delay` that it changes"), ofDelay.span);
  }
}

/** Whether a number counts something of which there is at least one. */
export function isCount({ value }: ast.NumberLiteral): boolean {
  return Number.isInteger(value) && value >= 1;
}
