import type { Durability } from "@graphc/runtime";
import type { Built } from "./build.ts";
import { Fleet } from "./fleet.ts";
import type { StorageKind } from "./kit.ts";
import { Random } from "./random.ts";
import { type Report, trial } from "./trial.ts";

export interface CampaignOptions {
  readonly built: Built;
  readonly storage: StorageKind;
  /** The connection string of PostgreSQL, whose tables are made here. */
  readonly place?: string;
  readonly seed: number;
  readonly durabilities: readonly [Durability, ...Durability[]];
  readonly processes: 1 | 2;
  readonly kills: number;
  /** For how many milliseconds processes are killed at most. Default: until there have been so many kills. */
  readonly milliseconds?: number;
  /** Called after each trial. */
  readonly onTrial?: (total: Report) => void;
}

/** So many kills at most are for the same threads. */
const killsOfTrial = 25;

/** Makes trials, two at a time, until there have been so many kills or the time is over. Stops at the first trial that found something. */
export async function campaign(options: CampaignOptions): Promise<Report> {
  const { built, durabilities, kills, milliseconds, onTrial, place, processes, storage } = options;
  await built.kit.setUp(storage, place ?? "");
  const until = milliseconds === undefined ? undefined : Date.now() + milliseconds;
  const random = new Random(options.seed);
  let total: Report = { kills: 0, instants: new Set(), again: 0, repeated: 0, problems: [] };
  let planned = 0;
  let trials = 0;
  const goesOn = (): boolean =>
    planned < kills && total.problems.length === 0 && (until === undefined || Date.now() < until);
  const lane = async (): Promise<void> => {
    const fleet = new Fleet(built.child, storage);
    try {
      // The first trial is made in any case.
      while (goesOn() || trials === 0) {
        const most = Math.min(killsOfTrial, kills - planned);
        planned += most;
        const report = await trial({
          built,
          fleet,
          storage,
          seed: random.fork(),
          durability: durabilities[trials++ % durabilities.length] ?? durabilities[0],
          processes,
          kills: most,
          ...(place !== undefined && { place }),
          ...(until !== undefined && { until }),
        });
        planned -= most - report.kills;
        total = added(total, report);
        onTrial?.(total);
      }
    } finally {
      await fleet.dismiss();
    }
  };
  await Promise.all([lane(), lane()]);
  return total;
}

function added(total: Report, more: Report): Report {
  return {
    kills: total.kills + more.kills,
    instants: new Set([...total.instants, ...more.instants]),
    again: total.again + more.again,
    repeated: total.repeated + more.repeated,
    problems: [...total.problems, ...more.problems],
  };
}
