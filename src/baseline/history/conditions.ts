import { plainName, plainText } from '../../plain-text.ts'
import type { HistoryRunRecord } from '../../record/history/history.ts'

/** Columns that the words of a rule of the answers may take. */
const longestRule = 40

/** Machine, model and load of a run in words, by which trends of one name are told apart. */
export function conditionsOf({ fingerprint, work }: HistoryRunRecord, isAnchor: boolean): string[] {
  const { cpu, os, nodeLlamaCpp, model, quantization, backend, threads, engine } = fingerprint.fields
  const machine = [cpu, os]
  if (isAnchor) return words([...machine, known('node-llama-cpp ', nodeLlamaCpp)])
  return words([
    ...machine,
    model,
    quantization,
    backend,
    known('threads ', threads),
    engine,
    unusual('', work['kind'], 'chat'),
    work['load'],
    known('max. tokens ', work['maxTokens']),
    unusual('prompts ', work['prompts'], 1),
    unusual('temperature ', work['temperature'], 0),
    unusual('depth ', work['depth'], 0),
    known('batch ', work['batch']),
    work['ignoreEos'] === true ? 'end of sequence ignored' : null,
    typeof work['rules'] === 'string' && work['rules'] !== 'none'
      ? plainText(work['rules']).slice(0, longestRule)
      : null,
  ])
}

function known(before: string, value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? `${before}${value}` : null
}

/** {@link known}, where it is not what most runs have. */
function unusual(before: string, value: unknown, usual: string | number): string | null {
  return value === usual ? null : known(before, value)
}

function words(values: readonly unknown[]): string[] {
  return values.flatMap((value) =>
    (typeof value === 'string' && value !== '') || typeof value === 'number' ? [plainName(String(value))] : [],
  )
}
