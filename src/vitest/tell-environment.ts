import { recordArtifact, type RunnerTestCase } from 'vitest'
import { collectEnvironment } from '../machine/facts/environment.ts'
import type { WorkerContext } from '../worker/context.ts'
import { withDeepStack } from '../worker/with-deep-stack.ts'

/** Files whose reporter knows already. */
const told = new WeakSet<object>()

/** Tells the reporter the machine of a file, once: a report that is merged elsewhere has no other way to know it. */
export async function tellEnvironment(
  test: RunnerTestCase,
  { runRoot, shard }: Pick<WorkerContext, 'runRoot' | 'shard'>,
): Promise<void> {
  if (told.has(test.file)) return
  told.add(test.file)
  const environment = collectEnvironment(runRoot)
  try {
    await withDeepStack(
      async () =>
        await recordArtifact(test, { type: 'vitest-llm-bench:environment', environment, shard: shard?.index ?? null }),
    )
  } catch {
    // The test is over already: a merged report then says that it does not know.
  }
}
