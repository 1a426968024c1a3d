import type { Checkpointer } from "@graphc/runtime";
import { createHandler } from "@graphc/runtime/http";
import { serve, type Listening } from "@graphc/runtime/http/node";
import { createQuote } from "./quote.graph.ts";

/** Puts the graph behind HTTP, on this machine alone: nobody is asked who they are. Port 0 is a free one. */
export function start(port: number, checkpointer: Checkpointer): Promise<Listening> {
  return serve(createHandler({ graphs: { quote: createQuote }, checkpointer }), { port });
}
