/** Which of the nodes behind `pick` run, by the size of the run; answers later, as a router that looks something up. */
export async function choose({ size }: { readonly size: number }): Promise<readonly ("east" | "west" | "confirm")[]> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  return size % 2 === 0 ? ["east", "confirm"] : ["confirm", "west", "east"];
}
