import type { CompletedSample, FailedSample } from '../samples/sample.ts'
import type { ToolCall, ValidateAnswer } from '../workload/validate-answer.ts'

/** Has a workload's own `validate` look at an answer; what it refuses is a failed request. */
export function answerCheck(validate: ValidateAnswer): (sample: CompletedSample) => FailedSample['failure'] | null {
  return ({ text, reasoning = '', toolCalls, finish, tokens }) => {
    const verdict = validate({ text, reasoning, toolCalls: parsedCalls(toolCalls), finish, tokens })
    return verdict === true ? null : { class: 'invalid-answer', message: verdict }
  }
}

interface WrittenCall {
  readonly id?: string | null
  readonly name: string
  readonly arguments: string
}

/** Calls as the load host wrote them: their arguments are the model's own text. */
function parsedCalls(toolCalls: string | undefined): ToolCall[] {
  if (toolCalls === undefined) return []
  return (JSON.parse(toolCalls) as WrittenCall[]).map((call) => ({
    id: call.id ?? null,
    name: call.name,
    arguments: parsed(call.arguments),
  }))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
