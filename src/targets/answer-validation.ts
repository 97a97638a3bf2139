import { parsedJson } from '../json.ts'
import { amendJournal, asFailed } from '../samples/journal.ts'
import type { CompletedSample, FailedSample, Sample } from '../samples/sample.ts'
import type { ToolCall, ValidateAnswer } from '../workload/validate-answer.ts'

/** The failure of an answer that does not count; null for one that does. */
export type AnswerCheck = (sample: CompletedSample) => FailedSample['failure'] | null

/** Has a workload's own `validate` look at an answer; one that it refuses is a failed request. */
export function answerCheck(validate: ValidateAnswer): AnswerCheck {
  return ({ text, reasoning = '', toolCalls, finish, tokens }) => {
    const verdict = validate({ text, reasoning, toolCalls: parsedCalls(toolCalls), finish, tokens })
    return verdict === true ? null : { class: 'invalid-answer', message: verdict }
  }
}

/**
 * Has answers judged that are finished and written down already: one that is refused is told, and
 * written down, as failed. It was answered and billed all the same, and a conversation goes on after it.
 * @param journal that they are in; null for none
 */
export function judging(
  check: AnswerCheck,
  journal: string | null,
  onSamples: (samples: Sample[]) => void,
): (samples: Sample[]) => void {
  return (samples) => {
    const refused: FailedSample[] = []
    const judged = samples.map((sample) => {
      const failure = sample.state === 'completed' ? check(sample) : null
      if (failure === null) return sample
      const failed = asFailed(sample, failure)
      refused.push(failed)
      return failed
    })
    if (journal !== null) amendJournal(journal, refused)
    onSamples(judged)
  }
}

interface WrittenCall {
  readonly id?: string | null
  readonly name: string
  readonly arguments: string
}

/** Calls of tools as the load host wrote them: their arguments are the model's own text. */
function parsedCalls(toolCalls: string | undefined): ToolCall[] {
  if (toolCalls === undefined) return []
  return (JSON.parse(toolCalls) as WrittenCall[]).map((call) => ({
    id: call.id ?? null,
    name: call.name,
    arguments: parsedJson(call.arguments, call.arguments),
  }))
}
