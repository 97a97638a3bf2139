import type { FailureClass } from '../../src/samples/sample.ts'

const meanings: Readonly<Record<FailureClass, string>> = {
  empty: 'an answer without a generated token',
  engine: 'the engine gave up on the request',
  'context-full': 'the context could not hold the prompt and the answer',
  aborted: 'cut short, because the run was',
  refused: 'nobody listens at this address',
  dns: 'the name of the host was not found',
  tls: 'no encrypted connection could be agreed on',
  proxy: 'the proxy on the way could not be used, or refused',
  'connect-timeout': 'no connection within its time',
  reset: 'the connection was closed in the middle',
  'first-token-timeout': 'no generated token within its time',
  stall: 'the answer stood still between two chunks',
  'total-timeout': 'the whole answer took longer than allowed',
  'http-status': 'an HTTP status that is no answer',
  'server-error': 'an error inside of the answer',
  malformed: 'an answer in no known form',
  truncated: 'the stream ended without an end',
  'content-filter': 'a content filter left nothing of the answer',
  'invalid-answer': "the workload's own validate refused it",
  'task-failed': 'the task itself said that it failed',
  'task-error': 'the function of the task threw an error',
}

/** Meaning of a class of failures; null for one that this release does not know. */
export function failureMeaning(name: string): string | null {
  return Object.hasOwn(meanings, name) ? meanings[name as FailureClass] : null
}
