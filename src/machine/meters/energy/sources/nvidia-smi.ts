import { MeterBook } from '../meter-book.ts'
import { bookWatch } from '../book-watch.ts'
import type { MeterTerms } from '../contract/series.ts'
import { type EnergyMeter, type EnergyWatch, MeterUnavailable } from '../energy-meter.ts'
import { firstReading } from '../first-reading.ts'
import { startTool } from '../meter-child.ts'
import { nvmlCounters } from './nvml.ts'
import { nvidiaFields, nvidiaRow } from './nvidia-row.ts'

/** Milliseconds between two readings of every GPU. */
const everyMs = 100

/**
 * The accuracy is what `nvidia-smi --help-query-gpu` says of `power.draw`, `.average` and `.instant`: "accurate to
 * within +/- 5 watts". (NVML's reference of `nvmlDeviceGetPowerUsage` says 5 % of Fermi and Kepler, and nothing of
 * later ones.) A window of two seconds has twenty readings.
 */
const terms: MeterTerms = {
  maxGapMs: 1000,
  minWindowMs: 2000,
  lagMs: 100,
  batched: false,
  accuracy: { share: 0, watts: 5 },
}

/**
 * The power of NVIDIA's boards, GPU and memory, by one `nvidia-smi` that prints every 100 ms, integrated by its own
 * time stamps. Where `koffi` is installed, NVML's counters of energy are read beside it.
 * @param program the tool; another one in tests
 */
export function nvidiaSmi(program: readonly [string, ...string[]] = ['nvidia-smi']): EnergyMeter {
  return {
    name: 'nvidia-smi',
    async start(): Promise<EnergyWatch> {
      try {
        return await startWith(program, nvidiaFields)
      } catch (error) {
        const { message } = error as Error
        if (!(error instanceof MeterUnavailable) || !message.includes('not a valid field')) throw error
        // A driver of before 2022 knows one power only, the mean of a second or that of a moment.
        return await startWith(
          program,
          nvidiaFields.filter((field) => field !== 'power.draw.instant'),
        )
      }
    },
  }
}

async function startWith(
  [program, ...before]: readonly [string, ...string[]],
  fields: readonly string[],
): Promise<EnergyWatch> {
  const book = new MeterBook('instant')
  const query = [`--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits', '-lms', String(everyMs)]
  const visible = process.env['CUDA_VISIBLE_DEVICES'] ?? ''
  // Names of other kinds (GPU-…, MIG-…) nvidia-smi takes as they are, but not lists of them that are mixed.
  const chosen = /^\d+(?:,\d+)*$/u.test(visible) ? [`--id=${visible}`] : []
  if (chosen.length > 0) book.expect(visible.split(',').map((index) => `GPU ${index}`))
  let words = ''
  const stop = startTool({
    program,
    parameters: [...before, ...query, ...chosen],
    onLine: (line, at) => {
      const row = nvidiaRow(line, fields)
      if (row === null) {
        words = line.slice(0, 200)
        return
      }
      const { index, watts, limitWatts, utilization, stamp, memoryBytes, clockMhz, celsius } = row
      book.add({
        device: `GPU ${index}`,
        at,
        ...(stamp === null ? {} : { stamp }),
        value: watts,
        activity: utilization,
        limitWatts,
        state: { memoryBytes, clockMhz, celsius },
      })
    },
    onEnd: (reason) => book.end(words === '' ? reason : words),
  })
  await firstReading(book, stop)
  const nvml = nvmlCounters(book.devices)
  return bookWatch({
    meter: 'nvidia-smi',
    scope: 'gpu',
    kind: 'measured',
    terms,
    book,
    counters: nvml?.book ?? null,
    stop: () => {
      stop()
      nvml?.stop()
    },
  })
}
