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
#include "render/json.h"
#include "render/numbers.h"
#include "render/text_table.h"

namespace jescope {
namespace {

class TreeWriter {
 public:
  TreeWriter(const CallTree& tree, const TreeOutline& outline, ByteUnit unit)
      : tree_(tree), outline_(outline), unit_(unit) {}

  TextTable run() {
    table_.header = {tree_.direction == Direction::kTopDown ? "total" : "held", "total%", "self",
                     std::string(granularity_name(tree_.granularity))};
    const OutlineLine* before = nullptr;
    for (const OutlineLine& line : outline_.lines) {
      add(line, before != nullptr && before->depth == line.depth && is_child(line, *before));
      before = &line;
    }
    return std::move(table_);
  }

 private:
  bool is_child(const OutlineLine& line, const OutlineLine& before) const {
    return tree_.nodes[line.node].parent == before.node;
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
    const Estimate& total = tree_.nodes.front().subtree[tree_.metric];
    return format_percent(static_cast<double>(part.value), static_cast<double>(total.value));
  }

  void add(const OutlineLine& line, bool continues_chain) {
    const CallNode& node = tree_.nodes[line.node];
    const int64_t self = line.rest == 0 ? node.self[tree_.metric].value : 0;
    TableRow row{
        {format_value(line.estimate.value, tree_.metric, unit_), share(line.estimate),
         self == 0 ? "-" : format_value(self, tree_.metric, unit_),
         line.rest == 0 ? tree_.frames[node.frame].name : fmt::format("… {} smaller", line.rest)}};
    row.lead = lead(line, continues_chain);
    if (line.rest != 0) row.emphasis = Emphasis::kFaint;
    table_.rows.push_back(std::move(row));
  }

  const CallTree& tree_;
  const TreeOutline& outline_;
  const ByteUnit unit_;
  std::vector<bool> goes_on_;  // by depth: a sibling follows further down
  TextTable table_;
};

std::string left_out_line(const TreeOutline& outline) {
  if (outline.nodes_left_out == 0) return {};
  return fmt::format(
      "… {} calls are left out, each below {:.2g}% of the total or beyond the row "
      "limit; --min 0 -n 0 shows all\n",
      format_count(outline.nodes_left_out), 100 * outline.least_fraction);
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
          {"self", node.self[tree.metric].value},
          {"total", node.subtree[tree.metric].value},
          {"total_sigma", plain_sigma(node.subtree[tree.metric])}};
}

std::string to_json(const CallTree& tree, const TreeOutline& outline) {
  Json rows = Json::array();
  for (const OutlineLine& line : outline.lines) {
    if (line.rest == 0) rows.push_back(line_json(tree, line));
  }
  const Estimate& total = tree.nodes.front().subtree[tree.metric];
  return write_json(
      {{"schema", "jescope/tree/1"},
       {"metric", metric_name(tree.metric)},
       {"granularity", granularity_name(tree.granularity)},
       {"direction", tree.direction == Direction::kTopDown ? "top-down" : "bottom-up"},
       {"total", total.value},
       {"total_sigma", plain_sigma(total)},
       {"rows_left_out", outline.nodes_left_out},
       {"rows", std::move(rows)}});
}

std::string to_csv(const CallTree& tree, const TreeOutline& outline) {
  std::string text = csv_row(
      {"id", "parent", "depth", "name", "file", "line", "module", "self", "total", "total_sigma"});
  for (const OutlineLine& line : outline.lines) {
    if (line.rest != 0) continue;
    const CallNode& node = tree.nodes[line.node];
    const CallFrame& frame = tree.frames[node.frame];
    text += csv_row({std::to_string(line.node), std::to_string(node.parent),
                     std::to_string(node.depth), frame.name, frame.file, std::to_string(frame.line),
                     frame.module, std::to_string(node.self[tree.metric].value),
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
  return write_table(table, style) + emphasize(left_out_line(outline), Emphasis::kFaint, style);
}

}  // namespace jescope
