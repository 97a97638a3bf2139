import { describe, expect, test } from 'vitest'
import { matchers } from '../../src/matchers/index.ts'
import { bytesOfSize } from '../../src/option-check/memory-size.ts'
import { failureOf, refusalOf } from './support/failure.ts'
import { constructedRun, repeated } from './support/run-builder.ts'

expect.extend(matchers)

const run = constructedRun(repeated(3, 40))

describe('peak memory', () => {
  test('passes within and fails beyond the size', () => {
    expect(run).toFitInMemory('0.4 GB')
    expect(run).toFitInMemory(400_000_000)
    expect(run).not.toFitInMemory('381 MiB')
    expect(failureOf(() => expect(run).toFitInMemory('0.3 GB'))).toBe(
      [
        'expected peak memory within 0.3 GB, observed 400 MB (n = 1, no interval): fail',
        'resident 400 MB, video memory unknown; a smaller quantization or context needs less',
        'run "short answer" of constructed-135m',
      ].join('\n'),
    )
  })

  test('adds video memory', () => {
    const memory = { ...run.record.memory, vramBytes: 700_000_000 }
    const onGpu = constructedRun(repeated(3, 40), { record: { memory } })
    expect(onGpu).toFitInMemory('1.1 GB')
    expect(onGpu).not.toFitInMemory('1 GB')
  })

  test('a hair over the limit is shown to the byte', () => {
    expect(failureOf(() => expect(run).toFitInMemory(399_999_999))).toContain(
      'expected peak memory within 399.999999 MB, observed 400.000000 MB',
    )
  })

  test('throws where memory is not known, negated too', () => {
    const memory = { ...run.record.memory, peakRssBytes: null }
    const elsewhere = constructedRun(repeated(3, 40), { record: { memory } })
    expect(refusalOf(() => expect(elsewhere).not.toFitInMemory('1 GB')).code).toBe('not-measured')
    const target = { ...run.record.target, backend: 'cuda' } as const
    const cuda = constructedRun(repeated(3, 40), { record: { target } })
    expect(refusalOf(() => expect(cuda).toFitInMemory('1 GB')).message).toContain('video memory')
  })
})

describe('sizes', () => {
  test.each([
    ['2 GB', 2e9],
    ['2GB', 2e9],
    ['1.5 GiB', 1.5 * 2 ** 30],
    ['512 MiB', 2 ** 29],
    ['10 B', 10],
    [1234, 1234],
  ] as const)('%s', (size, bytes) => {
    expect(bytesOfSize(size)).toBe(bytes)
  })

  test.each(['2 XB', '2 gb', 'GB', '-1 GB', '0 GB', '', '1e3 GB', 0, -1, Number.NaN])('refuses %j', (size) => {
    // @ts-expect-error plain JavaScript passes anything
    const error = refusalOf(() => expect(run).toFitInMemory(size))
    expect(error.code).toBe('invalid-option')
    expect(error.message).toMatch(
      /^toFitInMemory\(size\): .+ is not allowed here; give bytes above 0, or a number with one of B, KB, .+ such as "2 GB" or "1\.5 GiB"$/u,
    )
  })
})
