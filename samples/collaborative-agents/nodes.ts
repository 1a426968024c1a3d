import type { NodeContext } from "@graphc/runtime";
import { complete } from "../model.ts";
import type { NoticeHandlers, NoticeTypes, Remark } from "./collaborative-agents.graph.ts";

interface Workspace {
  readonly task: string;
  readonly discussion: readonly Remark[];
}

/** An agent that reads what was said and adds to it. It is content when it says so. */
export const discussant =
  ({ name, role }: { readonly name: string; readonly role: string }) =>
  async ({ task, discussion }: Workspace, ctx: NodeContext<NoticeTypes>) => {
    const system = `You are ${name}; you are the one who ${role}. Say "content" if nothing is left to do.`;
    const prompt = [task, ...discussion.map((remark) => `${remark.agent}: ${remark.text}`)].join("\n");
    const text = await complete(ctx.context.model, system, prompt, ctx.signal);
    const remark: Remark = { agent: name, text, content: /\bcontent\b/i.test(text) || name === "Writer" };
    ctx.emit("said", remark);
    return { discussion: [remark] };
  };

/** The notice is what the writer said last. */
export const writeUp = (({ discussion }) => ({
  notice: discussion.findLast(({ agent }) => agent === "Writer")?.text ?? "",
})) satisfies NoticeHandlers["conclude"];
