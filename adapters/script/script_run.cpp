// Decides one run (script_run.h): prelude, script, answer. Duktape leaves a function by longjmp when something fails,
// so the functions that call it own nothing that needs a destructor.
#include "adapters/script/script_run.h"

#include <duktape.h>

#include <cstring>

#include "adapters/script/heap.h"
#include "adapters/script/prelude.h"

namespace bihuan::script {
namespace {

constexpr char out_of_memory[] = R"({"kind":"memory","fault":"out of memory"})";

/// The prelude as the interpreter's own code, so that it is read once in the life of the process.
duk_ret_t compile_prelude(duk_context* heap, void* to) {
  duk_push_lstring(heap, prelude.data(), prelude.size());
  duk_push_string(heap, "prelude");
  duk_compile(heap, DUK_COMPILE_EVAL);
  duk_dump_function(heap);
  duk_size_t size = 0;
  const void* code = duk_get_buffer(heap, -1, &size);
  static_cast<std::string*>(to)->assign(static_cast<const char*>(code), size);
  return 0;
}

std::string prelude_code() {
  std::string code;
  Heap heap(16u << 20);
  if (heap.context() != nullptr) duk_safe_call(heap.context(), compile_prelude, &code, 0, 0);
  return code;
}

struct Run {
  const std::string& prelude;
  std::string_view question;
  std::string* answer;
};

/// Calls the method of the session at `session` with the value on top, and takes its text as the answer.
void take_answer(duk_context* heap, duk_idx_t session, const char* method, Run& run) {
  duk_get_prop_string(heap, session, method);
  duk_insert(heap, -2);
  duk_call(heap, 1);
  duk_size_t size = 0;
  const char* text = duk_require_lstring(heap, -1, &size);
  run.answer->assign(text, size);
}

duk_ret_t run_protected(duk_context* heap, void* given) {
  Run& run = *static_cast<Run*>(given);
  void* code = duk_push_fixed_buffer(heap, run.prelude.size());
  std::memcpy(code, run.prelude.data(), run.prelude.size());
  duk_load_function(heap);
  duk_call(heap, 0);
  duk_push_lstring(heap, run.question.data(), run.question.size());
  duk_json_decode(heap, -1);
  duk_call(heap, 1);  // prelude(question) makes the session
  const duk_idx_t session = duk_get_top_index(heap);
  duk_get_prop_string(heap, session, "source");
  duk_push_string(heap, "script");
  if (duk_pcompile(heap, DUK_COMPILE_EVAL) != 0) {
    take_answer(heap, session, "not_compiled", run);
  } else if (duk_pcall(heap, 0) != 0) {
    take_answer(heap, session, "failed", run);
  } else {
    take_answer(heap, session, "done", run);
  }
  return 0;
}

}  // namespace

std::string run_script(std::string_view question, std::size_t most_bytes) {
  static const std::string code = prelude_code();
  if (code.empty()) return out_of_memory;
  std::string answer;
  Heap heap(most_bytes);
  Run run{code, question, &answer};
  if (heap.context() == nullptr || duk_safe_call(heap.context(), run_protected, &run, 0, 0) != 0) return out_of_memory;
  return answer;
}

}  // namespace bihuan::script
