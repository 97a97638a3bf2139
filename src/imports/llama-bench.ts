import { basename, win32 } from 'node:path'
import { type ForeignRun, importedRun } from './foreign-run.ts'
import type { ForeignValues } from './foreign-points.ts'
import type { ImportedReport } from './foreign-run.ts'
import { isoDate } from './iso-date.ts'
import { type JsonObject, numberOf, textOf } from '../json.ts'
import { listValues } from './list-values.ts'

/**
 * The tests of `llama-bench -o json` or `-o jsonl`, a run each. By formula (llama-bench.cpp), one value a repetition:
 * a test of n_gen tokens decodes them one by one, so that its time / n_gen is our tpot, and the reverse our
 * decodeSpeed; a test of n_prompt tokens evaluates them, so that n_prompt / time is our prefillSpeed, without
 * tokenizing and without the first token. The speed of a test of both is of no metric of ours.
 */
export function importLlamaBench(tests: readonly JsonObject[]): ImportedReport {
  const names = tests.map(nameOf)
  const both = tests.filter((test) => sizeOf(test, 'n_prompt') > 0 && sizeOf(test, 'n_gen') > 0)
  return {
    tool: 'llama-bench',
    runs: tests.map((test, index) => importedRun(runOf(test, `${names[index]}${settingsOf(index, names, tests)}`))),
    notes: [
      'llama-bench: no server and no request: the times are of decoding and prompt evaluation alone, ' +
        'without tokenizing, sampling and the way to a server',
      ...(both.length === 0
        ? []
        : ['llama-bench: the speed of a test of prompt and generation together is none of our metrics']),
    ],
  }
}

/** Whether JSON has the fields every test of llama-bench has. */
export function isLlamaBench(test: JsonObject): boolean {
  return (
    textOf(test['build_commit']) !== null &&
    numberOf(test['n_prompt']) !== null &&
    numberOf(test['n_gen']) !== null &&
    'model_filename' in test
  )
}

function runOf(test: JsonObject, name: string): ForeignRun {
  const values = valuesOf(test)
  const repetitions = listValues(test['samples_ns'], (nanoseconds) => nanoseconds)?.length ?? 0
  return {
    tool: 'llama-bench',
    toolVersion: textOf(test['build_commit']),
    name,
    model: modelOf(test),
    startedAt: isoDate(textOf(test['test_time'])),
    kind: 'completion',
    concurrency: 1,
    succeeded: repetitions,
    failed: 0,
    requests: null,
    gaps: new Float64Array(),
    points: {},
    values,
    tokens: {
      input: sizeOf(test, 'n_prompt') * repetitions,
      output: sizeOf(test, 'n_gen') * repetitions,
      source: 'engine',
    },
    windowMs: null,
  }
}

function valuesOf(test: JsonObject): ForeignValues {
  const [prompt, generated] = [sizeOf(test, 'n_prompt'), sizeOf(test, 'n_gen')]
  const list = (scale: (nanoseconds: number) => number): Float64Array | null => listValues(test['samples_ns'], scale)
  if (prompt > 0 && generated === 0) {
    const prefillSpeed = list((nanoseconds) => (prompt * 1e9) / nanoseconds)
    return prefillSpeed === null ? {} : { prefillSpeed }
  }
  if (generated === 0 || prompt > 0) return {}
  const tpot = list((nanoseconds) => nanoseconds / 1e6 / generated)
  const decodeSpeed = list((nanoseconds) => (generated * 1e9) / nanoseconds)
  return tpot === null || decodeSpeed === null ? {} : { tpot, decodeSpeed }
}

function sizeOf(test: JsonObject, name: 'n_prompt' | 'n_gen' | 'n_depth'): number {
  return Math.max(0, numberOf(test[name]) ?? 0)
}

/** Its own name of a test: `pp512`, `tg128 @ d4096`, `pp512+tg128`. */
function nameOf(test: JsonObject): string {
  const [prompt, generated, depth] = [sizeOf(test, 'n_prompt'), sizeOf(test, 'n_gen'), sizeOf(test, 'n_depth')]
  const parts = [...(prompt > 0 ? [`pp${prompt}`] : []), ...(generated > 0 ? [`tg${generated}`] : [])]
  return `${parts.join('+')}${depth === 0 ? '' : ` @ d${depth}`}`
}

/** Settings by which llama-bench makes a test anew; what is not among them does not tell two tests apart. */
const settings = [
  'n_batch',
  'n_ubatch',
  'n_threads',
  'type_k',
  'type_v',
  'n_gpu_layers',
  'n_cpu_moe',
  'split_mode',
  'main_gpu',
  'no_kv_offload',
  'flash_attn',
  'devices',
  'tensor_split',
  'use_mmap',
  'load_mode',
  'embeddings',
] as const

/** The settings that tell a test from others of its name and model: `, n_threads 4`. */
function settingsOf(index: number, names: readonly string[], tests: readonly JsonObject[]): string {
  const test = tests[index] as JsonObject
  const alike = tests.filter((other, at) => names[at] === names[index] && modelOf(other) === modelOf(test))
  const differing = settings.filter((name) => new Set(alike.map((other) => String(other[name]))).size > 1)
  return differing.map((name) => `, ${name} ${String(test[name])}`).join('')
}

/** The model's file without its folders, and what it holds. */
function modelOf(test: JsonObject): string {
  const path = textOf(test['model_filename'])
  const file = path === null ? 'unknown model' : basename(win32.basename(path))
  const type = textOf(test['model_type'])
  return type === null ? file : `${file} (${type})`
}
