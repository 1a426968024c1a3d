import type {
  NodeOptionCstNode,
  NodeOptionsCstNode,
  RetryCstNode,
  RetrySettingCstNode,
  WrittenFieldCstNode,
} from "../../../grammar/cst.ts";
import type * as ast from "../../ast/ast.ts";
import { identifier, only, spanOf, string, type Building } from "./building.ts";
import { spanOfToken } from "../token.ts";
import { expression, object } from "./expressions.ts";
import { duration, number } from "./literals.ts";
import { type } from "./types.ts";

export function options(building: Building, node: NodeOptionsCstNode): ast.Option[] {
  return (node.children.nodeOption ?? []).map((item) => option(building, item));
}

function option(building: Building, node: NodeOptionCstNode): ast.Option {
  const { reads, writes, retry, timeout, cache, asks, in: input, show } = node.children;
  const span = spanOf(node);
  if (reads) return { kind: "ReadsOption", fields: only(reads).children.Name.map(identifier), span };
  if (writes) return { kind: "WritesOption", fields: only(writes).children.writtenField.map(writtenField), span };
  if (retry) return { kind: "RetryOption", settings: retrySettings(building, only(retry)), span };
  if (timeout) return { kind: "TimeoutOption", duration: duration(only(only(timeout).children.Duration)), span };
  if (cache) return { kind: "CacheOption", duration: duration(only(only(cache).children.Duration)), span };
  if (input) return { kind: "InOption", input: object(building, only(only(input).children.object)), span };
  if (show) return { kind: "ShowOption", payload: expression(building, only(only(show).children.expression)), span };
  const { payload, answer } = only(asks).children;
  return { kind: "AsksOption", payload: type(building, only(payload)), answer: type(building, only(answer)), span };
}

function writtenField(node: WrittenFieldCstNode): ast.WrittenField {
  const { Name, Question } = node.children;
  return {
    kind: "WrittenField",
    name: identifier(only(Name)),
    mayLeaveOut: Question !== undefined,
    span: spanOf(node),
  };
}

function retrySettings(building: Building, node: RetryCstNode): ast.RetrySetting[] {
  const { Number: attempts, retrySetting = [] } = node.children;
  if (!attempts) return retrySetting.map((setting) => retryOne(building, setting));
  const token = only(attempts);
  return [{ kind: "RetrySetting", name: "attempts", value: number(token), span: spanOfToken(token) }];
}

function retryOne(building: Building, node: RetrySettingCstNode): ast.RetrySetting {
  const { attemptsWord, jitterWord, delayWord, onWord, Number, Duration, String: names = [] } = node.children;
  const shared = { kind: "RetrySetting", span: spanOf(node) } as const;
  if (jitterWord) return { ...shared, name: "jitter" };
  if (onWord) return { ...shared, name: "on", value: names.map((name) => string(building, name)) };
  if (Number) return { ...shared, name: attemptsWord ? "attempts" : "factor", value: number(only(Number)) };
  return { ...shared, name: delayWord ? "delay" : "maxDelay", value: duration(only(Duration)) };
}
