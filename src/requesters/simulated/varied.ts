/** A standard normal number (Box and Muller 1958). */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** A programmed time with its jitter: never below a twentieth of it. */
export function varied(milliseconds: number, jitter: number, random: () => number): number {
  return milliseconds * Math.max(0.05, 1 + jitter * gaussian(random))
}

/** Text of an answer that nobody gave. */
export function simulatedText(tokens: number): string {
  return Array.from({ length: tokens }, (_, token) => `word${token}`).join(' ')
}
