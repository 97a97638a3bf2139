import type { Redact } from '../http/redact.ts'
import type { Sample } from '../samples/sample.ts'

/** A sample whose answer has no known secret in it: servers do say back what they were sent. */
export function withoutSecrets(sample: Sample, hide: Redact): Sample {
  const { text, reasoning, toolCalls, model } = sample
  const hidden = {
    text: hide(text),
    ...(reasoning === undefined ? {} : { reasoning: hide(reasoning) }),
    ...(toolCalls === undefined ? {} : { toolCalls: hide(toolCalls) }),
    ...(model === undefined ? {} : { model: hide(model) }),
  }
  const same = hidden.text === text && hidden.reasoning === reasoning && hidden.toolCalls === toolCalls
  return same && hidden.model === model ? sample : { ...sample, ...hidden }
}
