import { answerRedactor, redactor } from '../../http/redact.ts'
import type { RecordedAnswer, RecordedRun, RecordingHeader } from './recording-format.ts'

/** Replaces secrets in what a recording is to hold. */
export interface HideSecrets {
  readonly ofHeader: (header: RecordingHeader) => RecordingHeader
  readonly ofRun: (run: RecordedRun) => RecordedRun
}

/** Functions that replace these secrets in every text that a server can have said, also where it was done before. */
export function hidingSecrets(secrets: readonly string[]): HideSecrets {
  const hide = answerRedactor(secrets)
  const hideInMessage = redactor(secrets)
  const maybe = (text: string | null): string | null => (text === null ? null : hide(text))
  const ofAnswer = ({ text, reasoning, toolCalls, model, failure, ...others }: RecordedAnswer): RecordedAnswer => ({
    ...others,
    text: hide(text),
    ...(reasoning === undefined ? {} : { reasoning: hide(reasoning) }),
    ...(toolCalls === undefined ? {} : { toolCalls: hide(toolCalls) }),
    ...(model === undefined ? {} : { model: hide(model) }),
    ...(failure === undefined ? {} : { failure: { ...failure, message: hideInMessage(failure.message) } }),
  })
  return {
    ofHeader: (header) => ({ ...header, model: hide(header.model), origin: hide(header.origin) }),
    ofRun: ({ engine, asked, answers, ...others }) => ({
      ...others,
      engine: maybe(engine),
      asked: asked === null ? null : { name: hide(asked.name), aliases: asked.aliases.map(hide) },
      answers: answers.map(ofAnswer),
    }),
  }
}
