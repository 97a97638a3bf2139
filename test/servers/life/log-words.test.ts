import { expect, test } from 'vitest'
import { isAccessLine, isCause, modelFailureIn } from '../../../src/servers/life/log-words.ts'

test.each([
  ['127.0.0.1 - - [26/Nov/2026 10:37:11] "GET /health HTTP/1.1" 200 -', true],
  ['INFO:     127.0.0.1:50000 - "POST /v1/chat/completions HTTP/1.1" 500 Internal Server Error', true],
  ['[GIN] 2026/11/26 - 10:00:00 | 200 | 1ms | 127.0.0.1 | GET "/api/version"', true],
  ['srv  log_server_r: request: GET /health 127.0.0.1 503', true],
  ['error: cannot GET the file', false],
])('%s is about a request: %s', (line, is) => expect(isAccessLine(line)).toBe(is))

test.each([
  ['ValueError: no such model', true],
  ['(EngineCore_DP0 pid=7) ERROR 11-26 [core.py:8] torch.OutOfMemoryError: out of memory', true],
  ['llama_model_load: error loading model: unknown architecture', true],
  ['RuntimeError: Engine core initialization failed. See root cause above.', false],
  ["WARNING 11-26 Failed to import from vllm._C: ImportError('x')", false],
  ['0.16.538.404 W failed to fit the parameters', false],
  ['usage statistics are not found', false],
])('%s says why: %s', (line, is) => expect(isCause(line)).toBe(is))

test.each([
  [['loading', 'Traceback (most recent call last):', '  File "a.py"', "KeyError: 'lm_head'"], "KeyError: 'lm_head'"],
  [['srv load_model: failed to load model, a.gguf'], 'srv load_model: failed to load model, a.gguf'],
  [['WARNING: failed to load model card'], null],
  [['ValueError: of a request'], null],
  [['loading the model'], null],
] as const)('%s: the model failed: %s', (lines, failure) => expect(modelFailureIn(lines)).toBe(failure))
