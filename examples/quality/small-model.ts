import { type MockServer, startMockServer } from 'vitest-llm-bench/mock-server'

/** What the small model says, by a word of the question. */
const answers: Readonly<Record<string, string>> = {
  'hash table': 'A hash function turns the key into the index of a bucket. The value is read from that bucket.',
  'database index': 'A database index keeps a column sorted. Rows are found without reading all of the table.',
  DNS: 'A resolver asks the root first, then the top level domain. The server of the domain tells the address.',
  garbage: 'A garbage collector finds objects that nothing refers to any more. Their memory is free again.',
  mutex: 'A mutex lets one thread at a time into a section. So data that threads share stays whole.',
  cache: 'A cache keeps results that were costly to get. The next request for the same thing is quick.',
  'foreign key': 'A foreign key is a column that points to another table. Its values must exist as keys there.',
  'binary search': 'A binary search halves a sorted list at each step. It goes on in the half that has the value.',
  'load balancer': 'A load balancer spreads requests over several servers. It leaves out servers that do not answer.',
  checksum: 'A checksum is a number that is computed of the data. A change on the way is noticed by it.',
}

/** Stands in for the small model that is to take over. Yours: `endpoint('http://127.0.0.1:8000/v1')`, or a model. */
export async function startSmallModel(): Promise<MockServer> {
  return await startMockServer({ ttft: 5, interToken: 1, text: answerTo, models: ['small-model'] })
}

function answerTo(request: unknown): string {
  const asked = JSON.stringify(request)
  return Object.entries(answers).find(([word]) => asked.includes(word))?.[1] ?? 'I do not know.'
}
