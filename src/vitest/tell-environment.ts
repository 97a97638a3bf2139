import { recordArtifact, type RunnerTestCase } from 'vitest'
import { collectEnvironment } from '../machine/facts/environment.ts'
import { withDeepStack } from '../worker/with-deep-stack.ts'

/** Files whose reporter knows already. */
const told = new WeakSet<object>()

/** Tells the reporter the machine of a file, once: a report that is merged elsewhere has no other way to know it. */
export async function tellEnvironment(test: RunnerTestCase, root: string): Promise<void> {
  if (told.has(test.file)) return
  told.add(test.file)
  const environment = collectEnvironment(root)
  try {
    await withDeepStack(async () => await recordArtifact(test, { type: 'vitest-llm-bench:environment', environment }))
  } catch {
    // The test is over already: a merged report then says that it does not know.
  }
}
