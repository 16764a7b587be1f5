// SPDX-License-Identifier: Apache-2.0
//
//    total  total%  self    function
//    60 MB   99.9%  -       main
//    60 MB   99.9%  1 MB    run
//    40 MB   66.6%  40 MB   ├─ load
//    19 MB   31.7%  -       ├─ store
//     1 MB    1.6%  -       └─ … 3 smaller
#include <fmt/format.h>

#include "jescope/render/tables.h"
#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

class TreeWriter {
 public:
  TreeWriter(const CallTree& tree, const TreeOutline& outline, ByteUnit unit)
      : tree_(tree), outline_(outline), unit_(unit), has_self_(tells_self(tree)) {}

  TextTable run() {
    table_.header = {has_self_ ? "total" : "held", "total%"};
    if (has_self_) table_.header.push_back("self");
    table_.header.push_back(std::string(granularity_name(tree_.granularity)));
    const OutlineLine* before = nullptr;
    for (const OutlineLine& line : outline_.lines) {
      add(line, before != nullptr && before->depth == line.depth && is_child(line, *before));
      before = &line;
    }
    return std::move(table_);
  }

  // Bottom-up, what ends at a node was allocated at the root of its branch.
  static bool tells_self(const CallTree& tree) { return tree.direction == Direction::kTopDown; }

 private:
  bool is_child(const OutlineLine& line, const OutlineLine& before) const {
    const uint32_t parent = line.rest == 0 ? tree_.nodes[line.node].parent : line.node;
    return parent == before.innermost && before.rest == 0;
  }

  // A column of bars for each level that goes on below, then the branch.
  std::string lead(const OutlineLine& line, bool continues_chain) {
    goes_on_.resize(line.depth + 1);
    std::string lead;
    for (size_t depth = 1; depth < line.depth; ++depth) lead += goes_on_[depth] ? "│  " : "   ";
    if (line.depth == 0) return lead;
    if (continues_chain) return lead + (goes_on_[line.depth] ? "│  " : "   ");
    goes_on_[line.depth] = !line.last_child;
    return lead + (line.last_child ? "└─ " : "├─ ");
  }

  std::string share(const Estimate& part) const {
    const Estimate& whole = tree_.whole[tree_.metric];
    return format_percent(static_cast<double>(part.value), static_cast<double>(whole.value));
  }

  std::string name(const OutlineLine& line) const {
    if (line.rest != 0) return fmt::format("… {} more", line.rest);
    const std::string& name = tree_.frames[tree_.nodes[line.node].frame].name;
    return line.calls == 1 ? name : fmt::format("{} ×{}", name, line.calls);
  }

  void add(const OutlineLine& line, bool continues_chain) {
    TableRow row;
    row.cells = {format_value(line.estimate.value, tree_.metric, unit_), share(line.estimate)};
    if (has_self_) {
      row.cells.push_back(
          line.self.value == 0 ? "-" : format_value(line.self.value, tree_.metric, unit_));
    }
    row.cells.push_back(name(line));
    row.lead = lead(line, continues_chain);
    if (line.rest != 0) row.emphasis = Emphasis::kFaint;
    table_.rows.push_back(std::move(row));
  }

  const CallTree& tree_;
  const TreeOutline& outline_;
  const ByteUnit unit_;
  const bool has_self_;
  std::vector<bool> goes_on_;  // by depth: a sibling follows further down
  TextTable table_;
};

std::string left_out_line(const CallTree& tree, const TreeOutline& outline,
                          const TableStyle& style) {
  if (outline.nodes_left_out == 0) return {};
  std::string line = fmt::format("… {} calls are left out", format_count(outline.nodes_left_out));
  if (TreeWriter::tells_self(tree)) {
    line += fmt::format("; they hold {} themselves",
                        format_value(outline.self_left_out.value, tree.metric, style.unit));
  }
  return line + "; --min 0 -n 0 shows all\n";
}

Json line_json(const CallTree& tree, const OutlineLine& line) {
  const CallNode& node = tree.nodes[line.node];
  const CallFrame& frame = tree.frames[node.frame];
  return {{"id", line.node},
          {"parent", node.parent},
          {"depth", node.depth},
          {"name", frame.name},
          {"file", frame.file},
          {"line", frame.line},
          {"module", frame.module},
          {"calls", line.calls},
          {"self", line.self.value},
          {"total", node.subtree[tree.metric].value},
          {"total_sigma", plain_sigma(node.subtree[tree.metric])}};
}

std::string to_json(const CallTree& tree, const TreeOutline& outline) {
  Json rows = Json::array();
  for (const OutlineLine& line : outline.lines) {
    if (line.rest == 0) rows.push_back(line_json(tree, line));
  }
  return write_rows(
      {{"schema", "jescope/tree/1"},
       {"metric", metric_name(tree.metric)},
       {"granularity", granularity_name(tree.granularity)},
       {"direction", tree.direction == Direction::kTopDown ? "top-down" : "bottom-up"}},
      tree.nodes.front().subtree[tree.metric], outline.nodes_left_out, std::move(rows));
}

std::string to_csv(const CallTree& tree, const TreeOutline& outline) {
  std::string text = csv_row({"id", "parent", "depth", "name", "file", "line", "module", "calls",
                              "self", "total", "total_sigma"});
  for (const OutlineLine& line : outline.lines) {
    if (line.rest != 0) continue;
    const CallNode& node = tree.nodes[line.node];
    const CallFrame& frame = tree.frames[node.frame];
    text += csv_row({std::to_string(line.node), std::to_string(node.parent),
                     std::to_string(node.depth), frame.name, frame.file, std::to_string(frame.line),
                     frame.module, std::to_string(line.calls), std::to_string(line.self.value),
                     std::to_string(node.subtree[tree.metric].value),
                     std::to_string(plain_sigma(node.subtree[tree.metric]))});
  }
  return text;
}

}  // namespace

std::string render_tree(const CallTree& tree, const TreeOutline& outline, const TableStyle& style) {
  if (style.format == TableFormat::kJson) return to_json(tree, outline);
  if (style.format == TableFormat::kCsv) return to_csv(tree, outline);
  const TextTable table = TreeWriter(tree, outline, style.unit).run();
  return write_table(table, style) + write_footer(left_out_line(tree, outline, style), style);
}

}  // namespace jescope
