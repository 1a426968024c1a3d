export interface Answer {
  readonly reply: string;
}
