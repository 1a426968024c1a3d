/** The longest time that JavaScript's timers take, in milliseconds (about 24.8 days); a longer one would be over at once. */
const longest = 2 ** 31 - 1;

/** Does something after so many milliseconds, however many they are, and returns what prevents it. */
export function after(milliseconds: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (left: number): void => {
    timer = left > longest ? setTimeout(wait, longest, left - longest) : setTimeout(action, left);
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
}
