import { type RunnerTestCase, TestRunner } from 'vitest'

/** Root of the project that the running test belongs to; `root` where no test runs. */
export function projectRootOf(root: string): string {
  const file = TestRunner.getCurrentTest<RunnerTestCase>()?.file
  // A file is named relative to its project.
  if (file === undefined || !file.filepath.endsWith(`/${file.name}`)) return root
  return file.filepath.slice(0, -file.name.length)
}
