import type { TestModule } from 'vitest/node'
import { blobLabel } from '../../src/worker/project-place.ts'

/** Numbers in names by their value: part 2 stands before part 10. */
const order = new Intl.Collator('en', { numeric: true })

/**
 * Files in the order of their paths, of one path in that of their projects and labels: a report of merged shards is
 * then in the order of that of one execution, in whatever order any of them ran.
 */
export function inOrder(modules: readonly TestModule[]): TestModule[] {
  return modules.toSorted(
    (one, other) =>
      order.compare(one.relativeModuleId, other.relativeModuleId) ||
      order.compare(one.project.name, other.project.name) ||
      order.compare(blobLabel(one.meta()) ?? '', blobLabel(other.meta()) ?? ''),
  )
}
