/** A scene in the form that the layout library takes. */
import type { ElkExtendedEdge, ElkNode, LayoutOptions } from "elkjs/lib/elk-api.js";
import { isBox } from "../scene/scene.ts";
import type { Arrow, Content, Item } from "../scene/scene.ts";
import { boxTitleSize, cardSize, cardText, labelLines, labelSize, tableSize } from "./sizes.ts";

/** Around the whole picture. */
export const margin = 24;

/** Members of a group stand side by side while they are few; many are packed in rows. */
const mostInRow = 7;

export function elkGraph(content: Content, heading: number): ElkNode {
  return {
    id: "the scene",
    layoutOptions: {
      ...contentOptions(content),
      "elk.padding": `[top=${margin + heading},left=${margin},bottom=${margin},right=${margin}]`,
    },
    ...inside(content),
  };
}

function inside({ items, arrows }: Content): Pick<ElkNode, "children" | "edges"> {
  return { children: items.map(elkNode), edges: arrows.map(elkEdge) };
}

function elkNode(item: Item): ElkNode {
  if (isBox(item)) {
    const title = boxTitleSize(item);
    return {
      id: item.id,
      layoutOptions: {
        ...contentOptions(item.content),
        "elk.alignment": "TOP",
        "elk.padding": `[top=${title.height + 12},left=18,bottom=18,right=18]`,
        "elk.nodeSize.constraints": "MINIMUM_SIZE",
        "elk.nodeSize.minimum": `(${title.width},${title.height})`,
      },
      ...inside(item.content),
    };
  }
  const { width, height } = item.kind === "state" ? tableSize(item.rows) : cardSize(item, cardText(item));
  return { id: item.id, width, height, layoutOptions: { "elk.alignment": "TOP" } };
}

function elkEdge({ from, to, kind, label }: Arrow, index: number): ElkExtendedEdge {
  return {
    id: `${from} to ${to} ${index}`,
    sources: [from],
    targets: [to],
    ...(label === undefined
      ? {}
      : {
          labels: [
            { text: label, ...labelSize(labelLines(label)), layoutOptions: { "elk.edgeLabels.inline": "true" } },
          ],
        }),
    layoutOptions: { "elk.layered.priority.straightness": kind === "error" ? "1" : kind === "next" ? "10" : "5" },
  };
}

function contentOptions({ items, arrows }: Content): LayoutOptions {
  const apart = arrows.length === 0 && (items.length > mostInRow || items.some(({ kind }) => kind === "graph"));
  return {
    "elk.algorithm": "layered",
    "elk.direction": "DOWN",
    "elk.edgeRouting": "ORTHOGONAL",
    "elk.spacing.nodeNode": "28",
    "elk.spacing.edgeNode": "18",
    "elk.spacing.edgeEdge": "14",
    "elk.spacing.edgeLabel": "4",
    "elk.spacing.componentComponent": "24",
    "elk.layered.spacing.nodeNodeBetweenLayers": "34",
    "elk.layered.spacing.edgeNodeBetweenLayers": "16",
    "elk.layered.spacing.edgeEdgeBetweenLayers": "12",
    "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    "elk.layered.cycleBreaking.strategy": "MODEL_ORDER",
    // A label stands near what its arrow comes from, where the choice is.
    "elk.layered.edgeLabels.centerLabelPlacementStrategy": "TAIL_LAYER",
    "elk.layered.feedbackEdges": "true",
    "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
    "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
    "elk.separateConnectedComponents": apart ? "true" : "false",
    "elk.aspectRatio": "1.8",
  };
}
