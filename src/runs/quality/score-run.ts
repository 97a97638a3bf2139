import { basename, dirname, relative } from 'node:path'
import { formatCount } from '../../figures.ts'
import { notAllowed } from '../../option-check/sentences.ts'
import { shown } from '../../option-check/shown.ts'
import type { RunOptions } from '../../plan/run-options.ts'
import { type PlacedAnswer, qualityRecord } from '../../quality/scoring/quality-record.ts'
import { answersPage } from '../../quality/page/answers-page.ts'
import { scoreAnswers } from '../../quality/scoring/score-answers.ts'
import type { QualityRecord } from '../../record/quality.ts'
import type { CompletedSample } from '../../samples/sample.ts'
import { writeWhole } from '../../write-whole.ts'
import type { Prompt } from '../../workload/prompt.ts'
import type { ActiveRun } from '../active-run.ts'
import type { GroupMember, GroupSetting } from '../group.ts'
import { acceptScorersOf } from './accept-scorers.ts'

/** Whether the answers of a bench are scored. */
export function isScored({ score = [] }: Pick<RunOptions, 'score'>): boolean {
  return score.length > 0
}

/**
 * Refuses scorers for answers that cannot be good or bad, before anything is measured.
 * @param call what was called with the scorers, for the message
 * @throws LlmBenchError `invalid-option`
 */
export function assertScorable(
  { name, options, workload }: GroupMember,
  call = `bench(${shown(name)}, { score })`,
): void {
  if (!isScored(options)) return
  const kind = workload.request.prompts.find((prompt) => !isText(prompt))?.kind
  if (kind === 'tokens') throw notAllowed(call, 'a list of scorers with random tokens', 'prompts that mean something')
  if (kind !== undefined) throw notAllowed(call, 'a list of scorers of vectors or ranks', 'it to complete() or chat()')
  const { load } = options
  if (load?.kind === 'open' && load.name === 'trace')
    throw notAllowed(call, 'a list of scorers with a trace', 'a load whose prompts are your own')
}

/**
 * Scores the answers of runs, one run after the other: their requests are over, so that no clock runs. Where there are
 * several, the scorers are told each time whose answers come next.
 */
export async function scoreRuns(
  active: readonly ActiveRun[],
  setting: Pick<GroupSetting, 'onProgress' | 'signal' | 'context'>,
): Promise<void> {
  // Scorers may ask anybody, and nobody answered.
  if ((setting.context.simulate ?? null) !== null) return
  for (const run of active) {
    if (active.length > 1) await acceptScorersOf(run.member, run.driver)
    run.quality = await scoreRun(run, setting)
  }
}

async function scoreRun(
  { member, header, driver, requests, journal }: ActiveRun,
  { onProgress, signal }: Pick<GroupSetting, 'onProgress' | 'signal'>,
): Promise<QualityRecord | null> {
  const { score = [] } = member.options
  if (score.length === 0) return null
  const samples = requests.samples().toSorted((one, other) => one.sent - other.sent)
  const { prompts } = member.workload.request
  const answers = samples.flatMap((sample) => (sample.state === 'completed' ? [placed(sample, prompts)] : []))
  const told = (done: number, all: number): void =>
    onProgress(header.id, `${member.name}: ${formatCount(done)} of ${formatCount(all)} scores`, false)
  const columns = await scoreAnswers(answers, score, { onProgress: told, signal })
  const { provenance } = driver.facts
  const quality = qualityRecord(answers, columns, { unanswered: samples.length - answers.length, provenance })
  return { ...quality, page: written(answersPage(member.name, answers, columns), journal) }
}

/** Writes the page beside the journal; null where that cannot be done, which costs the page only. */
function written(page: string, journal: string): string | null {
  const path = journal.replace(/\.jsonl$/u, '.answers.html')
  try {
    writeWhole(path, page)
    return placeInReport(path)
  } catch {
    return null
  }
}

/** The path from the report's folder, in which the journals are; the whole one where they had to go elsewhere. */
function placeInReport(path: string): string {
  const journals = dirname(dirname(path))
  return basename(journals) === 'journal' ? relative(dirname(journals), path).replaceAll('\\', '/') : path
}

/** An answer beside its prompt: requests go through the prompts in order. */
function placed({ index, turn, text }: CompletedSample, prompts: readonly Prompt[]): PlacedAnswer {
  const prompt = prompts[index % prompts.length] as Prompt
  return { index, turn: turn ?? null, output: text, ...askedOf(prompt, turn ?? 0) }
}

function askedOf(prompt: Prompt, turn: number): Omit<PlacedAnswer, 'index' | 'turn' | 'output'> {
  if (prompt.kind === 'text') return { input: prompt.text, ...wantedOf(prompt) }
  if (prompt.kind === 'conversation') return { input: prompt.turns[turn] ?? '' }
  if (prompt.kind !== 'messages') return { input: '' }
  const { messages } = prompt
  const last = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1)
  return { input: last?.content ?? '', messages, ...wantedOf(prompt) }
}

function wantedOf({ expected }: { readonly expected?: unknown }): Pick<PlacedAnswer, 'expected'> {
  return expected === undefined ? {} : { expected }
}

function isText({ kind }: Prompt): boolean {
  return kind === 'text' || kind === 'messages' || kind === 'conversation'
}
