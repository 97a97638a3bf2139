import type { RunRecord } from '../../src/record/run.ts'
import { recordingWords } from '../../src/verdicts/recorded/recording-words.ts'
import { checkNotes } from '../words/check-notes.ts'
import { runTitle } from '../words/run-label.ts'
import { formatCount, formatQuantity } from '../../src/figures.ts'

/** Sentences a reader of the report must know before its figures. */
export function notesOf(runs: readonly RunRecord[]): string[] {
  return [
    ...partialNotes(runs),
    ...simulatedNotes(runs),
    ...recordedNotes(runs),
    ...syntheticNotes(runs),
    ...assumedNotes(runs),
    ...checkNotes(runs),
  ]
}

function partialNotes(runs: readonly RunRecord[]): string[] {
  return runs.flatMap((run) => {
    const { state, error, requests } = run
    return state === 'partial'
      ? [`${runTitle(run)} is partial after ${formatCount(requests.attempted)} requests: ${error ?? 'it ended early'}`]
      : []
  })
}

function simulatedNotes(runs: readonly RunRecord[]): string[] {
  const names = new Set(runs.flatMap((run) => (run.provenance === 'simulated' ? [runTitle(run)] : [])))
  return names.size === 0
    ? []
    : [
        `Simulated (${[...names].join(', ')}): no model answered, ` +
          'the times are programmed and say nothing about any model or server.',
      ]
}

function recordedNotes(runs: readonly RunRecord[]): string[] {
  const recorded = runs.filter(({ provenance }) => provenance === 'recorded')
  if (recorded.length === 0) return []
  const names = recorded.map((run) => `${runTitle(run)} from ${recordingWords(run)}`)
  return [
    `Recorded (${[...new Set(names)].join('; ')}): nothing was asked, the answers and their times are those of the ` +
      'recording; others may be compared with them, and no claim is made of their own figures.',
  ]
}

function syntheticNotes(runs: readonly RunRecord[]): string[] {
  const synthetic = runs.filter(({ provenance }) => provenance === 'synthetic')
  if (synthetic.length === 0) return []
  // The address of a server says nothing of its weights.
  const models = new Set(synthetic.map(({ target }) => (target.kind === 'model' ? target.spec : target.model)))
  // A server counts the tokens that its own tokenizer made of a text.
  const estimates = synthetic.some(({ tokens }) => tokens.source === 'estimated')
    ? ', and token counts of text prompts that no server counted are estimated (characters / 4)'
    : ''
  return [
    `Synthetic weights (${[...models].join(', ')}): speed, memory and load time are those of a dense model ` +
      `of this shape; the text is noise, energy is approximate${estimates}.`,
  ]
}

function assumedNotes(runs: readonly RunRecord[]): string[] {
  // A figure that follows from an assumed one is assumed too; a reader can change the first one only.
  const inputs = runs
    .flatMap(({ cost }) => cost?.parts ?? [])
    .filter(({ provenance, derived }) => provenance === 'assumed' && !derived)
  const assumed = new Set(inputs.map(({ label, value, unit }) => `${label} ${formatQuantity(value, unit)}`))
  return assumed.size === 0
    ? []
    : [
        `Assumed, not measured: ${[...assumed].join(', ')}. ` +
          'Declare your own with llmBench({ power: { watts }, electricity: { usdPerKwh } }).',
      ]
}
