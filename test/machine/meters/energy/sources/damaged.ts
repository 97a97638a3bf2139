import { seededRandom } from '../../../../../src/stats/random.ts'

/** A text cut, with characters or lines lost, doubled, swapped, or numbers out of range, as a seed says. */
export function damaged(text: string, seed: number): string {
  const random = seededRandom(seed)
  const at = (): number => Math.floor(random() * text.length)
  const lines = text.split('\n')
  const line = (): number => Math.floor(random() * lines.length)
  const ways: readonly (() => string)[] = [
    () => text.slice(0, at()),
    () => text.slice(at()),
    () => text.slice(0, at()) + text.slice(at()),
    () => text.replaceAll(/\d+/gu, (digits) => (random() < 0.3 ? '99999999999999999999999' : digits)),
    () => text.replaceAll(/[\d.]+/gu, (digits) => (random() < 0.3 ? '-1' : digits)),
    () => text.replaceAll('.', ','),
    () => text.replaceAll(/[a-zA-Z_]+/gu, (word) => (random() < 0.2 ? 'läuft' : word)),
    () => lines.toSorted(() => random() - 0.5).join('\n'),
    () => [...lines, ...lines.slice(line())].join('\n'),
    () => text.replaceAll(/["{}=(),]/gu, (mark) => (random() < 0.1 ? '' : mark)),
    () => text.replaceAll(/\d+(?:\.\d+)?/gu, (number) => (random() < 0.3 ? 'null' : number)),
  ]
  return (ways[seed % ways.length] as () => string)()
}
