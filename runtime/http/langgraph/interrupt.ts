import type { HostedInterrupt, HostedSchemas } from "../service/hosted.ts";
import type { Interrupt } from "./protocol.ts";

/** A question of a graph as the client knows it. */
export function interruptOf(
  { id, name, payload, path, deadline }: HostedInterrupt,
  { asks }: Pick<HostedSchemas, "asks">,
): Interrupt {
  const outer = path.split("/").slice(0, -1);
  const schema = Object.hasOwn(asks, name) ? asks[name]?.jsonSchema : undefined;
  return {
    id,
    value: payload,
    name,
    when: "during",
    resumable: true,
    ns: outer,
    namespace: outer,
    ...(schema !== undefined && { response_schema: schema }),
    ...(deadline !== undefined && { deadline }),
  };
}
