import { expect, test } from 'vitest'
import { lastWords } from '../../src/broker/last-words.ts'

/** As an H200 with a driver older than the engine's toolchain had it. */
const ofCuda = `[info] sched_reserve: reserve took 3.37 ms, sched copies = 1
/src/llama.cpp/ggml/src/ggml-cuda/ggml-cuda.cu:108: CUDA error
[error] CUDA error: the provided PTX was compiled with an unsupported toolchain.
[error]   current device: 0, in function ggml_cuda_kernel_can_use_pdl at /src/ggml-cuda/common.cuh:1679
[error]   cudaFuncGetAttributes(&attr, kernel)
/opt/bins/linux-x64-cuda/libggml-base.so(+0x1c8eb)[0x7f86ee54d8eb]
/opt/bins/linux-x64-cuda/libggml-base.so(ggml_print_backtrace+0x21f)[0x7f86ee54dd6f]
/opt/bins/linux-x64-cuda/llama-addon.node(_ZN29AddonContextDecodeBatchWorker7ExecuteEv+0x6f)[0x7f86eef4afff]
/opt/node[0x1a075f0]
/lib/x86_64-linux-gnu/libc.so.6(+0x9cb84)[0x7f873fe9cb84]
`

const ofV8 = `[info] load: 12 of 31
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----

 1: 0xb7c8f4 node::OOMErrorHandler(char const*, v8::OOMDetails const&) [node]
 2: 0xee0f80 v8::Utils::ReportOOMFailure(v8::internal::Isolate*, char const*, v8::OOMDetails const&) [node]
`

test.for([
  ['CUDA', ofCuda, '[error] CUDA error: the provided PTX was compiled with an unsupported toolchain.'],
  ['V8', ofV8, 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
  ['an assertion', 'ggml.c:12: GGML_ASSERT(n > 0) failed\n', 'ggml.c:12: GGML_ASSERT(n > 0) failed'],
  ['escapes', '\u001B[31merror: out of memory\u001B[0m\n', 'error: out of memory'],
] as const)('the trouble of %s is told, not its stack', ([, log, trouble]) => {
  expect(lastWords(log).trouble).toBe(trouble)
})

test('without any the last line is, and nothing of an empty log', () => {
  expect(lastWords('[info] one\n[info] two\n\n')).toEqual({ last: '[info] two', trouble: null })
  expect(lastWords('')).toEqual({ last: '', trouble: null })
  expect(lastWords(`x${'y'.repeat(1000)}`).last).toHaveLength(300)
})
