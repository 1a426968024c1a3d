import type { Setting, SettingsHandlers } from "./custom-reducers.graph.ts";

type Settings = Readonly<Record<string, Setting>>;

/** Keeps, key by key, the setting of the higher priority; of two equal ones the later. */
export function byPriority(current: Settings, update: Settings): Settings {
  const merged: Record<string, Setting> = { ...current };
  for (const [key, setting] of Object.entries(update)) {
    const present = merged[key];
    if (present === undefined || setting.priority >= present.priority) merged[key] = setting;
  }
  return merged;
}

/** What `editList` does to a list, in this order. */
export interface ListEdit {
  readonly append?: readonly string[];
  readonly prepend?: readonly string[];
  readonly remove?: readonly string[];
}

export function editList(current: readonly string[], edit: ListEdit): readonly string[] {
  const removed = new Set(edit.remove);
  return [...(edit.prepend ?? []), ...current, ...(edit.append ?? [])].filter((item) => !removed.has(item));
}

export const loadDefaults = (() => ({
  settings: { theme: { value: "light", priority: 0 }, tabSize: { value: 4, priority: 0 } },
})) satisfies SettingsHandlers["defaults"];

/** The team insists on its tab size. */
export const loadTeam = (() => ({
  settings: { tabSize: { value: 2, priority: 9 }, reviewers: { value: ["bo", "cy"], priority: 5 } },
  plugins: { append: ["formatter"], remove: ["telemetry"] },
})) satisfies SettingsHandlers["team"];

export const loadPersonal = (({ user }) => ({
  settings: {
    theme: { value: "dark", priority: 5 },
    tabSize: { value: 8, priority: 5 },
    signature: { value: user, priority: 5 },
  },
  plugins: { prepend: ["vim"] },
})) satisfies SettingsHandlers["personal"];
