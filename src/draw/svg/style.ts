/** Colours and type of a drawing, by day and by night. Strokes of arrows and text keep a contrast of 4.5 to 1 with what is behind them. */
interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
  readonly line: string;
  readonly card: string;
  readonly cardLine: string;
  readonly update: string;
  readonly ask: string;
  readonly askLine: string;
  readonly choice: string;
  readonly choiceLine: string;
  readonly graph: string;
  readonly graphLine: string;
  readonly box: string;
  readonly boxLine: string;
  readonly map: string;
  readonly error: string;
}

const day: Palette = {
  paper: "#ffffff",
  ink: "#1b2430",
  faint: "#566273",
  line: "#5b6675",
  card: "#eaf1fe",
  cardLine: "#3f6fd1",
  update: "#f3f5f8",
  ask: "#fff2d6",
  askLine: "#b07400",
  choice: "#f4edff",
  choiceLine: "#7c4dcb",
  graph: "#e3f6f0",
  graphLine: "#138067",
  box: "#f7f8fb",
  boxLine: "#aab4c2",
  map: "#eef6f8",
  error: "#c62f3b",
};

const night: Palette = {
  paper: "#12161d",
  ink: "#e8edf4",
  faint: "#9aa7b8",
  line: "#94a1b3",
  card: "#1b2a47",
  cardLine: "#6f9bf2",
  update: "#222933",
  ask: "#3a2c0d",
  askLine: "#e0a63a",
  choice: "#2c2143",
  choiceLine: "#b08cf0",
  graph: "#0f332b",
  graphLine: "#49bf9f",
  box: "#181d26",
  boxLine: "#4b576a",
  map: "#162530",
  error: "#ff7b84",
};

const sans = `"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif`;
const mono = `ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace`;

const shapes = `text{font-family:${sans};text-anchor:middle}
.mono{font-family:${mono}}
.left{text-anchor:start}
.heading{font-size:17px;font-weight:700;text-anchor:start}
.title{font-size:14px;font-weight:600}
.detail,.label,.field,.box-title{font-size:11px}
.field{font-weight:600}
.choice-title{font-size:12px}
.box-title{font-weight:600;text-anchor:start}
.graph-title{font-size:14px}
.shape{stroke-width:1.4}
.inner{fill:none;stroke-width:1}
.box{stroke-width:1.2}
.arrow{fill:none;stroke-width:1.5;stroke-linejoin:round}
.goto{stroke-dasharray:2 3}
.bound{stroke-dasharray:8 4}
.error-arrow{stroke-dasharray:5 4}
.member,.map{stroke-dasharray:5 3}`;

/** The style sheet of a drawing. */
export function styleSheet(): string {
  return `${shapes}\n${colours(day)}\n@media (prefers-color-scheme:dark){\n${colours(night)}\n}`;
}

function colours(colour: Palette): string {
  return `.paper{fill:${colour.paper}}
text{fill:${colour.ink}}
.detail,.label,.box-title{fill:${colour.faint}}
.end,.start{fill:${colour.paper};stroke:${colour.line}}
.entry,.dot{fill:${colour.line};stroke:none}
.exit{fill:${colour.paper};stroke:${colour.line}}
.handler{fill:${colour.card};stroke:${colour.cardLine}}
.update{fill:${colour.update};stroke:${colour.line}}
.ask{fill:${colour.ask};stroke:${colour.askLine}}
.person{fill:${colour.askLine}}
.choice{fill:${colour.choice};stroke:${colour.choiceLine}}
.subgraph{fill:${colour.graph};stroke:${colour.graphLine}}
.group,.router,.member,.graph{fill:${colour.box};stroke:${colour.boxLine}}
.map{fill:${colour.map};stroke:${colour.boxLine}}
.state{fill:${colour.paper};stroke:${colour.boxLine}}
.open{fill:${colour.paper};stroke:${colour.graphLine}}
.arrow{stroke:${colour.line}}
.head{fill:${colour.line}}
.label-back{fill:${colour.paper}}
.in-box{fill:${colour.box}}
.in-map{fill:${colour.map}}
.error-arrow{stroke:${colour.error}}
.error-head,.error-label{fill:${colour.error}}
.choice.failed{fill:${colour.paper};stroke:${colour.error}}
.pause{fill:${colour.paper};stroke:${colour.error}}
.pause-bar{fill:${colour.error}}`;
}

/** The colour behind a drawing, by day and by night. */
export const papers = { day: day.paper, night: night.paper } as const;
