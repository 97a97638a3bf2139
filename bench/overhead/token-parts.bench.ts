import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { describe, expect, profile, test } from 'vitest-llm-bench'
import { alignRows } from '../../src/text-table.ts'
import { overheadSize } from '../support/overhead-size.ts'
import { pairedDifference, pairedRatio, shown } from '../support/paired.ts'
import type { PathParts, TokenParts } from '../support/token-parts.ts'

const roundsOfEach = Math.max(2, Math.round(12 * overheadSize()))

// The parts of a decoded token, as shares of what is above llama.cpp's own time: `npm run bench -- --mode overhead`.
describe.runIf(profile === 'overhead')('the parts of a token', () => {
  test.for([
    ['synthetic:micro@Q4_0', 200, 0],
    ['synthetic:smollm2-135m@Q4_0', 96, 0],
    ['synthetic:smollm2-135m@Q4_0', 96, 1],
    ['synthetic:tinyllama-1.1b@Q4_0', 24, 0],
  ] as const)('of %s, %i tokens an answer, at temperature %f', async ([spec, tokens, temperature]) => {
    const child = fileURLToPath(new URL('../support/token-parts.ts', import.meta.url))
    const size = [String(roundsOfEach), String(tokens), String(temperature)]
    const { stdout } = await execa(process.execPath, [child, spec, ...size])
    const parts = JSON.parse(stdout) as TokenParts[]
    const above = (path: PathParts): number => path.token - path.engine
    process.stdout.write(
      [
        '',
        `a decoded token of ${spec}, one thread, temperature ${temperature}, ${roundsOfEach} rounds of ${tokens} tokens`,
        table(parts),
        `  above llama.cpp, measured − iterator  ${shown(
          pairedDifference(parts.map(({ measured, iterator }) => [above(measured), above(iterator)])),
          3,
          ' ms',
        )}`,
        `  a token, measured / llama.cpp's own   ${shown(
          pairedRatio(parts.map(({ measured }) => [measured.token, measured.engine])),
          3,
        )}`,
        '',
      ].join('\n'),
    )
    // The parts are all of it, whatever the machine does meanwhile.
    for (const { measured, iterator } of parts)
      for (const path of [measured, iterator]) expect(sum(path)).toBeCloseTo(path.token, 3)
  })
})

function sum({ engine, decodeHop, sample, before, between, after }: PathParts): number {
  return engine + decodeHop + sample + before + between + after
}

/** Means of the rounds, in milliseconds and as shares of what is above llama.cpp's own time. */
function table(rounds: readonly TokenParts[]): string {
  const mean = (of: (round: TokenParts) => number): number =>
    rounds.reduce((total, round) => total + of(round), 0) / rounds.length
  const hop = mean(({ emptyHop }) => emptyHop)
  const parts: readonly (readonly [string, (path: PathParts) => number])[] = [
    ['to the thread that decodes and back', ({ decodeHop }) => decodeHop],
    ['to a thread that samples and back', ({ sample }) => Math.min(hop, sample)],
    ['choosing the token', ({ sample }) => Math.max(0, sample - hop)],
    ['JavaScript before decoding, our loop with it', ({ before }) => before],
    ['JavaScript between decoding and sampling', ({ between }) => between],
    ['JavaScript from there to our stamp', ({ after }) => after],
  ]
  const above = (path: PathParts): number => path.token - path.engine
  const cells = (of: (path: PathParts) => number, share: boolean): string[] =>
    (['measured', 'iterator'] as const).flatMap((path) => {
      const ms = mean((round) => of(round[path]))
      const whole = mean((round) => above(round[path]))
      return [ms.toFixed(3), share ? `${((100 * ms) / whole).toFixed(0)} %` : '']
    })
  const row = (name: string, of: (path: PathParts) => number, share: boolean): { text: string }[] =>
    [`  ${name}`, ...cells(of, share)].map((text) => ({ text }))
  return alignRows([
    ['', 'measured (ms)', '', 'iterator (ms)', ''].map((text) => ({ text })),
    row('a token', ({ token }) => token, false),
    row("llama.cpp's own time", ({ engine }) => engine, false),
    row('above it', above, true),
    ...parts.map(([name, of]) => row(name, of, true)),
    row('text, after the clock: in no figure', ({ reading }) => reading, false),
  ]).join('\n')
}
