// SPDX-License-Identifier: Apache-2.0
//
// The only file that knows libedit. It is given characters, not a file: so it
// needs no locale, and signals come to it in order (keyboard.h). It reads no file
// of its own (.editrc), and starts no program.
#include "cli/editor/line_editor.h"

#include <histedit.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "cli/editor/choice_list.h"
#include "cli/editor/keyboard.h"
#include "cli/editor/terminal_description.h"
#include "cli/editor/terminal_library.h"
#include "cli/editor/wide_text.h"
#include "jescope/base/output_file.h"

namespace jescope {
namespace {

constexpr int kMostLines = 1000;  // of history

void show(std::string_view text) {
  (void)write_all(STDERR_FILENO, text, "standard error");
}

size_t columns() {
  winsize window = {};
  const bool is_known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0;
  return is_known ? window.ws_col : 80;
}

// Keys that terminals send and the library does not know by itself.
struct Binding {
  const wchar_t* keys;
  const wchar_t* act;
};

constexpr Binding kBindings[] = {
    {L"^I", L"jescope-complete"},        {L"^R", L"em-inc-search-prev"},
    {L"\\e[H", L"ed-move-to-beg"},  // Home
    {L"\\eOH", L"ed-move-to-beg"},       {L"\\e[1~", L"ed-move-to-beg"},
    {L"\\e[F", L"ed-move-to-end"},  // End
    {L"\\eOF", L"ed-move-to-end"},       {L"\\e[4~", L"ed-move-to-end"},
    {L"\\e[3~", L"ed-delete-next-char"},  // Delete
    {L"\\e[1;5C", L"em-next-word"},       // Ctrl-Right
    {L"\\e[1;5D", L"ed-prev-word"},       // Ctrl-Left
    {L"\\ex", L"ed-unassigned"},          // the library's own commands
};

// While it lives, the terminal library finds a description of this terminal.
class TerminfoVariable {
 public:
  explicit TerminfoVariable(const std::string& terminal) : is_set_(!has_description(terminal)) {
    const char* const value = std::getenv("TERMINFO");
    has_value_ = value != nullptr;
    if (has_value_) value_ = value;
    if (is_set_) ::setenv("TERMINFO", terminfo_variable(terminal).c_str(), 1);
  }
  TerminfoVariable(const TerminfoVariable&) = delete;
  TerminfoVariable& operator=(const TerminfoVariable&) = delete;
  ~TerminfoVariable() {
    if (is_set_ && has_value_) ::setenv("TERMINFO", value_.c_str(), 1);
    if (is_set_ && !has_value_) ::unsetenv("TERMINFO");
  }

 private:
  const bool is_set_;
  bool has_value_ = false;
  std::string value_;
};

// What of the library has to be given back.
struct EditLineEnd {
  void operator()(EditLine* editor) const { ::el_end(editor); }
};
struct HistoryEnd {
  void operator()(HistoryW* history) const { ::history_wend(history); }
};

class LibeditEditor : public LineEditor {
 public:
  LibeditEditor(Completer completer, HistoryFile history)
      : completer_(std::move(completer)), file_(std::move(history)) {}

  bool open(const std::string& terminal) {
    // For the widths of characters on the screen alone; there may be no such locale.
    std::setlocale(LC_CTYPE, "C.UTF-8");
    const TerminfoVariable variable(terminal);
    editor_.reset(::el_init("jescope", stdin, stderr, stderr));
    history_.reset(::history_winit());
    if (!editor_ || !history_) return false;
    set_up();
    recall();
    return true;
  }

  std::optional<std::string> read_line(std::string_view prompt) override {
    prompt_ = to_wide(prompt);
    Keyboard keyboard;
    keyboard_ = &keyboard;
    std::optional<std::string> line;
    bool goes_on = true;
    while (goes_on && !line) {
      last_event_ = KeyEvent::kCharacter;
      int count = 0;
      // Before the prompt, so that the terminal echoes nothing behind it.
      ::el_wset(editor_.get(), EL_PREP_TERM, 1);
      const wchar_t* const text = ::el_wgets(editor_.get(), &count);
      if (text != nullptr && count > 0) line = to_utf8({text, static_cast<size_t>(count)});
      goes_on = text == nullptr && last_event_ == KeyEvent::kInterrupt;
      if (goes_on) show("^C\n");
    }
    // The terminal is as it was before the line.
    if (last_event_ == KeyEvent::kEnding) keyboard.pass_signal();
    keyboard_ = nullptr;
    if (!line) {
      show("\n");
      return std::nullopt;
    }
    while (line->ends_with('\n') || line->ends_with('\r')) line->pop_back();
    remember(*line);
    return line;
  }

 private:
  static LibeditEditor& of(EditLine* editor) {
    void* self = nullptr;
    ::el_wget(editor, EL_CLIENTDATA, &self);
    return *static_cast<LibeditEditor*>(self);
  }

  void set_up() {
    EditLine* const editor = editor_.get();
    ::el_wset(editor, EL_CLIENTDATA, static_cast<void*>(this));
    ::el_wset(editor, EL_SIGNAL, 0);
    ::el_wset(editor, EL_EDITOR, L"emacs");
    wchar_t* (*const prompt)(EditLine*) = [](EditLine* at) { return of(at).prompt_.data(); };
    ::el_wset(editor, EL_PROMPT, prompt);
    int (*const read)(EditLine*, wchar_t*) = [](EditLine* at, wchar_t* character) {
      return of(at).read_character(*character);
    };
    ::el_wset(editor, EL_GETCFN, read);
    unsigned char (*const complete)(EditLine*, int) = [](EditLine* at, int) {
      return of(at).complete_word();
    };
    ::el_wset(editor, EL_ADDFN, L"jescope-complete", L"complete a word", complete);
    for (const Binding& binding : kBindings) {
      ::el_wset(editor, EL_BIND, binding.keys, binding.act, nullptr);
    }
  }

  void recall() {
    HistEventW event = {};
    ::history_w(history_.get(), &event, H_SETSIZE, kMostLines);
    ::history_w(history_.get(), &event, H_SETUNIQUE, 1);
    ::el_wset(editor_.get(), EL_HIST, ::history_w, history_.get());
    for (const std::string& line : file_.read()) add(line);
  }

  void add(const std::string& line) {
    HistEventW event = {};
    ::history_w(history_.get(), &event, H_ENTER, to_wide(line).c_str());
    newest_ = line;
  }

  void remember(const std::string& line) {
    if (line.find_first_not_of(' ') == std::string::npos || line == newest_) return;
    add(line);
    file_.append(line);
  }

  // What the library calls to read: 1 a character, 0 the end, -1 no line.
  int read_character(wchar_t& character) {
    while (true) {
      last_event_ = keyboard_->next(character);
      switch (last_event_) {
        case KeyEvent::kCharacter: return 1;
        case KeyEvent::kResized:
          ::el_resize(editor_.get());
          draw_again();
          break;
        case KeyEvent::kStop:
          ::el_wset(editor_.get(), EL_PREP_TERM, 0);
          keyboard_->pass_signal();
          ::el_wset(editor_.get(), EL_PREP_TERM, 1);
          draw_again();
          break;
        case KeyEvent::kEnd: return 0;
        default: return -1;
      }
    }
  }

  // The library takes the cursor to be where a line begins.
  void draw_again() {
    show("\r\x1b[K");
    ::el_wset(editor_.get(), EL_REFRESH);
  }

  unsigned char complete_word() {
    const LineInfoW* const info = ::el_wline(editor_.get());
    const std::wstring_view typed(info->buffer, static_cast<size_t>(info->cursor - info->buffer));
    const std::string line = to_utf8(typed);
    const Completion completion = completer_(line);
    if (completion.choices.empty()) return CC_ERROR;
    const std::string replaced = line.substr(completion.start);
    if (completion.choices.size() > 1 && completion.text == replaced) {
      show("\n" + list_choices(completion.choices, columns()));
      return CC_REDISPLAY;
    }
    ::el_deletestr(editor_.get(), static_cast<int>(to_wide(replaced).size()));
    ::el_winsertstr(editor_.get(), to_wide(completion.text).c_str());
    return CC_REFRESH;
  }

  const Completer completer_;
  const HistoryFile file_;
  std::unique_ptr<HistoryW, HistoryEnd> history_;  // outlives the editor, which reads it
  std::unique_ptr<EditLine, EditLineEnd> editor_;
  Keyboard* keyboard_ = nullptr;  // while a line is read
  KeyEvent last_event_ = KeyEvent::kCharacter;
  std::wstring prompt_;
  std::string newest_;  // of history
};

}  // namespace

std::unique_ptr<LineEditor> open_line_editor(Completer completer, HistoryFile history) {
  const char* const variable = std::getenv("TERM");
  const std::string terminal = variable == nullptr ? "" : variable;
  if (terminal.empty() || terminal == "dumb") return nullptr;
  auto editor = std::make_unique<LibeditEditor>(std::move(completer), std::move(history));
  return editor->open(terminal) ? std::move(editor) : nullptr;
}

}  // namespace jescope
