import type { EnrolmentHandlers } from "./validated-state.graph.ts";

const prerequisites: Readonly<Record<string, string>> = { "Algebra II": "Algebra I", Topology: "Analysis" };

/** Counts the prerequisites that the chosen courses lack. For an applicant called Errol it gets the sum wrong, to show what happens then. */
export const assess = (({ person, courses }) => {
  const missing = courses.flatMap((course) => {
    const needed = prerequisites[course];
    return needed && !courses.includes(needed) ? [`${course} needs ${needed}`] : [];
  });
  const errors = person.name === "Errol" ? 6 : missing.length;
  return { step: "assess" as const, errors, remarks: missing };
}) satisfies EnrolmentHandlers["assess"];
