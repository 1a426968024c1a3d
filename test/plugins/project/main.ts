import { createSupport } from "./support.graph";

const { reply } = await createSupport().invoke({ text: "The printer burns!" });
console.log(reply);
