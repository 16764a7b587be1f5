// SPDX-License-Identifier: Apache-2.0
//
// The flame graph's parts that need no picture: names cut to a width, places of
// frames, numbers packed for the script.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "render/fit_name.h"
#include "render/flame/colour.h"
#include "render/flame/data.h"
#include "render/flame/label.h"
#include "render/flame/layout.h"
#include "render/flame/packed_numbers.h"
#include "tests/browser/flame/flame_trees.h"

namespace jescope {
namespace {

struct FitCase {
  std::string name;
  std::string text;
  size_t columns;
  std::string expected;
};

class FitName : public testing::TestWithParam<FitCase> {};

TEST_P(FitName, Table) {
  const std::string fitted = fit_name(GetParam().text, GetParam().columns);
  EXPECT_EQ(fitted, GetParam().expected);
  EXPECT_LE(column_count(fitted), GetParam().columns);
}

constexpr const char* kFind = "ns::Map<int, std::less<int>>::find(int const&) const";

INSTANTIATE_TEST_SUITE_P(
    Table, FitName,
    testing::Values(
        FitCase{"Whole", kFind, 60, kFind},
        FitCase{"NoParameters", kFind, 40, "ns::Map<int, std::less<int>>::find"},
        FitCase{"NoTemplates", kFind, 20, "ns::Map::find"},
        FitCase{"NoNamespace", kFind, 10, "Map::find"}, FitCase{"LastPart", kFind, 5, "find"},
        FitCase{"TooNarrow", kFind, 3, ""},
        FitCase{"Middle", "je_arena_allocate_large", 12, "je_\u2026te_large"},
        FitCase{"Anonymous", "(anonymous namespace)::load(int)", 30, "(anonymous namespace)::load"},
        FitCase{"CallOperator", "f(int)::{lambda(int)#1}::operator()(int) const", 30,
                "f::{lambda#1}::operator()"},
        FitCase{"LessOperator", "ns::operator<(A const&, A const&)", 20, "ns::operator<"},
        FitCase{"PlusOperator", "ns::operator+(A const&, A const&)", 20, "ns::operator+"},
        FitCase{"ShiftOperator", "operator<< <char>(std::ostream&)", 18, "operator<< <char>"},
        FitCase{"Arrow", "a<decltype(b->c)>::d(int)", 8, "a::d"},
        FitCase{"Rust", "<alloc::vec::Vec<T> as Extend<T>>::extend", 36,
                "<alloc::vec::Vec as Extend>::extend"},
        FitCase{"RustTurbofish", "<hashbrown::RawTable<T>>::reserve_rehash::<make<K, V>>", 40,
                "<hashbrown::RawTable>::reserve_rehash"},
        FitCase{"RustImpl", "core::str::<impl str>::trim", 20, "core::str::trim"},
        FitCase{"Unbalanced", "f(((", 3, ""},
        FitCase{"Path", "src/storage/cache.cc", 10, "cache.cc"},
        FitCase{"ResultType", "char* rocksdb::Arena::AllocateImpl<true>(unsigned long, int)", 40,
                "rocksdb::Arena::AllocateImpl<true>"},
        FitCase{"LongResultType",
                "typename std::enable_if<is_it<R (*)(A), B>::value, R>::type "
                "std::__invoke<void (*&)(int)>(void (*&)(int))",
                40, "std::__invoke<void (*&)>"},
        FitCase{"VoidResult", "void std::vector<int>::_M_realloc_insert<int>(int&&)", 30,
                "std::vector::_M_realloc_insert"},
        FitCase{"ConstResult", "int const& f<int>(A<int const>) const &", 12, "f<int>"},
        FitCase{"AnonymousResult", "std::string (anonymous namespace)::f<int>(int)", 28,
                "(anonymous namespace)::f"},
        FitCase{"LambdaInTemplate", "void f<int>(int) const::{lambda()#1}::operator()() const", 34,
                "f const::{lambda#1}::operator()"},
        FitCase{"LambdaInMethod", "A<B>::f(int) const::{lambda()#1}::operator()() const", 38,
                "A<B>::f const::{lambda#1}::operator()"},
        FitCase{"OperatorNew", "operator new(unsigned long, std::nothrow_t const&)", 20,
                "operator new"},
        FitCase{"OperatorNewOfTemplate", "void* A<int>::operator new[]<int>(unsigned long)", 30,
                "A<int>::operator new[]<int>"},
        FitCase{"Conversion", "app::Text::operator std::vector<int>() const", 39,
                "app::Text::operator std::vector<int>"},
        FitCase{"ConversionIsOnePart", "app::Text::operator std::vector<int>() const", 22,
                "operator std::vector"},
        FitCase{"OperatorBool", "A<int>::operator bool() const", 25, "A<int>::operator bool"},
        FitCase{"LessOfTemplate", "bool std::operator< <char>(A<char> const&, char)", 30,
                "std::operator< <char>"},
        FitCase{"Clone", "void f<int>(int) [clone .cold]", 22, "f<int> [clone .cold]"},
        FitCase{"PlainClone", "serve(Request const&) [clone .cold]", 22, "serve [clone .cold]"},
        FitCase{"Thunk", "non-virtual thunk to A<int>::f(int)", 30,
                "non-virtual thunk to A<int>::f"},
        FitCase{"GuardVariable", "guard variable for A<int>::f()::once", 34,
                "guard variable for A<int>::f::once"},
        FitCase{"RustTrait", "<a::Vec<T> as core::Clone>::clone", 30,
                "<a::Vec as core::Clone>::clone"},
        FitCase{"RustTraitIsCut", "<a::Vec<T> as core::Clone>::clone", 20,
                "<a::\u2026::Clone>::clone"},
        FitCase{"FunctionPointerResult", "void (*f<int>(int))(char)", 20, "void (*f<int>)"},
        FitCase{"KeepsTheClass", "rocksdb::BlockBasedTableIterator::Next()", 22,
                "Block\u2026leIterator::Next"},
        FitCase{"KeepsAShortClass", "os::malloc(unsigned long)", 12, "os::malloc"},
        FitCase{"CutsTheClassShort", "FileMetaData::Update(int)", 13, "F\u2026ata::Update"},
        FitCase{"NoRoomForTheClass", "FileMetaData::UpdateAll(int)", 12, "UpdateAll"},
        FitCase{"CutsTheFolder", "src/storage-engine/cache.cc", 16, "st\u2026gine/cache.cc"},
        FitCase{"NamelessClassIsNotCut", "(anonymous namespace)::load(int)", 14, "load"},
        FitCase{"Wide", "\u65E5\u672C\u8A9E\u65E5\u672C", 8, "\u65E5\u2026\u65E5\u672C"},
        FitCase{"Empty", "", 10, ""}),
    [](const auto& row) { return row.param.name; });

TEST(FitNameLimits, VeryLongNameIsCutQuickly) {
  const std::string longest(10000, '<');
  EXPECT_LE(column_count(fit_name(longest, 40)), 40u);
}

// Grows a random tree; some nodes have nothing, some have all of their caller.
CallTree random_tree(uint64_t seed) {
  Dice dice(seed);
  TreeMaker maker;
  const uint32_t node_count = 2 + dice.below(300);
  for (uint32_t node = 1; node < node_count; ++node) {
    maker.add(dice.below(node), "f" + std::to_string(dice.below(20)));
    if (dice.below(3) != 0) maker.add_self(node, made_values(dice.below(100000), 1));
  }
  return maker.finish();
}

TEST(FlameSpans, NestAndKeepTheirLengths) {
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    const CallTree tree = random_tree(seed);
    const std::vector<FlameSpan> spans = flame_spans(tree);
    std::vector<uint64_t> next_begin(spans.size());
    for (size_t node = 0; node < spans.size(); ++node) next_begin[node] = spans[node].begin;
    for (uint32_t node = 1; node < spans.size(); ++node) {
      const uint32_t parent = tree.nodes[node].parent;
      EXPECT_EQ(spans[node].begin, next_begin[parent]);
      EXPECT_LE(spans[node].end, spans[parent].end);
      EXPECT_EQ(spans[node].length(), tree.nodes[node].subtree[tree.metric].value);
      next_begin[parent] = spans[node].end;
    }
  }
}

TEST(FlameSpans, SaturatedSumsStayWithinTheirCaller) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  TreeMaker maker;
  maker.add_self(maker.add(0, "a"), made_values(kMost, 1));
  maker.add_self(maker.add(0, "b"), made_values(kMost, 1));
  const std::vector<FlameSpan> spans = flame_spans(maker.finish());
  EXPECT_EQ(spans[0], (FlameSpan{0, kMost}));
  EXPECT_EQ(spans[1], (FlameSpan{0, kMost}));
  EXPECT_EQ(spans[2], (FlameSpan{kMost, kMost}));
}

void expect_within_caller(const FlameBox& box, const FlameBox* caller) {
  ASSERT_NE(caller, nullptr);
  EXPECT_GE(box.left, caller->left);
  EXPECT_LE(box.right, caller->right);
  EXPECT_EQ(box.row, caller->row + 1);
}

TEST(FlameLayout, BoxesNestAndAreInProportion) {
  for (uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    const CallTree tree = random_tree(seed);
    const FlameLayout layout = lay_out_flame(tree, 1200);
    std::vector<const FlameBox*> by_node(tree.nodes.size());
    std::vector<uint32_t> right_end(layout.row_count);
    for (const FlameBox& box : layout.boxes) {
      const CallNode& node = tree.nodes[box.node];
      by_node[box.node] = &box;
      EXPECT_GE(box.left, right_end[box.row]) << "overlaps its neighbour";
      right_end[box.row] = box.right;
      if (box.node != 0 && box.kind == FlameBoxKind::kFrame) {
        expect_within_caller(box, by_node[node.parent]);
      }
      const double share = static_cast<double>(node.subtree[tree.metric].value) /
                           static_cast<double>(tree.nodes[0].subtree[tree.metric].value);
      EXPECT_NEAR(box.right - box.left, share * 120000, 1);
    }
  }
}

TEST(FlameLayout, LongRunIsFolded) {
  const CallTree tree = deep_tree(2000);
  const FlameLayout layout = lay_out_flame(tree, 1200);
  EXPECT_LT(layout.row_count, 20u);
  uint32_t shown = 0;
  for (const FlameBox& box : layout.boxes) {
    shown += box.kind == FlameBoxKind::kRun ? box.run_length : 1;
  }
  EXPECT_EQ(shown, tree.nodes.size());
}

TEST(FlameLayout, RowsAreLimited) {
  const FlameLimits limits;
  const FlameLayout layout = lay_out_flame(staircase_tree(5000), 1200);
  EXPECT_EQ(layout.row_count, limits.most_rows);
  EXPECT_EQ(layout.boxes.back().kind, FlameBoxKind::kDeeper);
}

TEST(FlameLayout, BoxesAreLimited) {
  FlameLimits limits;
  limits.most_boxes = 100;
  const FlameLayout layout = lay_out_flame(service_tree(20000), 1200, limits);
  EXPECT_LE(layout.boxes.size(), 100u);
  EXPECT_GT(layout.boxes.size(), 20u);
}

TEST(AppendNumber, NeedsNoSeparator) {
  const auto packed = [](uint64_t value) {
    std::string out;
    append_number(out, value);
    return out;
  };
  EXPECT_EQ(packed(0), "0");
  EXPECT_EQ(packed(43), "H");
  EXPECT_EQ(packed(44), "J0");
  EXPECT_EQ(packed(300), "OA");
  EXPECT_EQ(packed(44 * 44 - 1), "~H");
  EXPECT_EQ(packed(std::numeric_limits<uint64_t>::max()).size(), 12u);
}

TEST(AppendSigned, TellsTheSignInTheLastBit) {
  const auto packed = [](int64_t value) {
    std::string out;
    append_signed(out, value);
    return out;
  };
  const auto unsigned_packed = [](uint64_t value) {
    std::string out;
    append_number(out, value);
    return out;
  };
  EXPECT_EQ(packed(0), "0");
  EXPECT_EQ(packed(-1), "1");
  EXPECT_EQ(packed(1), "2");
  EXPECT_EQ(packed(INT64_MAX), unsigned_packed(UINT64_MAX - 1));
  EXPECT_EQ(packed(INT64_MIN), unsigned_packed(UINT64_MAX));
}

double read_variance(uint64_t packed) {
  constexpr uint64_t kSteps = uint64_t{1} << 30;
  const double fraction =
      0.5 + static_cast<double>(packed % kSteps) / (2.0 * static_cast<double>(kSteps));
  return packed == 0 ? 0 : std::ldexp(fraction, static_cast<int>(packed / kSteps) - 64);
}

TEST(PackVariance, KeepsNineDigits) {
  EXPECT_EQ(pack_variance(0), 0u);
  EXPECT_EQ(pack_variance(1e-30), 0u);
  EXPECT_EQ(pack_variance(std::numeric_limits<double>::infinity()), (uint64_t{1} << 38) - 1);
  for (double variance = 1e-10; variance < 1e50; variance *= 1.7) {
    EXPECT_NEAR(read_variance(pack_variance(variance)) / variance, 1, 5e-10);
  }
}

TEST(PackVariance, ShortlyKeepsTheDigitsOfAnError) {
  EXPECT_EQ(pack_variance_shortly(0), 0u);
  EXPECT_EQ(pack_variance_shortly(1e300), (1u << 15) - 1);
  for (double variance = 1e-10; variance < 1e50; variance *= 1.7) {
    EXPECT_NEAR(read_variance(pack_variance_shortly(variance) << 23) / variance, 1, 0.004);
  }
}

TEST(PackVariance, RoundsUpToTheNextPowerOfTwo) {
  EXPECT_EQ(read_variance(pack_variance(std::nextafter(8.0, 0.0))), 8.0);
}

TEST(PackVariance, LosesNothingInSums) {
  Dice dice(3);
  double exact = 0;
  double packed = 0;
  for (int node = 0; node < 100000; ++node) {
    const double variance = std::exp(dice.below(40000) / 1000.0 - 5);
    exact += variance;
    packed += read_variance(pack_variance(variance));
  }
  EXPECT_NEAR(packed / exact, 1, 1e-8);
}

TEST(ChooseColours, LargestModulesHaveTheirOwn) {
  TreeMaker maker;
  for (int module = 0; module < 9; ++module) {
    const std::string path = "/lib/lib" + std::to_string(module) + ".so";
    const uint32_t frame = maker.add_frame(named_frame("f", "", path));
    maker.add_self(maker.add(0, frame), made_values(1000 - module, 1));
  }
  const FlameColours colours = choose_colours(maker.finish());
  ASSERT_EQ(colours.modules.size(), kModuleHues);
  EXPECT_EQ(colours.modules[0].label, "lib0.so");
  EXPECT_TRUE(colours.has_others);
  EXPECT_FALSE(colours.has_unnamed);
  EXPECT_EQ(colours.shades[9] / kTints, kOtherHue);
}

TEST(ChooseColours, ModuleWithoutNamesIsNotInTheLegend) {
  TreeMaker maker;
  CallFrame frame = named_frame("[anonymous]+0x10", "", "[anonymous]");
  frame.named = false;
  maker.add_self(maker.add(0, maker.add_frame(frame)), made_values(1000, 1));
  const FlameColours colours = choose_colours(maker.finish());
  EXPECT_TRUE(colours.modules.empty());
  EXPECT_TRUE(colours.has_unnamed);
}

TEST(DescribeValues, TellsShareErrorAndSelf) {
  TreeMaker maker;
  const uint32_t caller = maker.add(0, "caller");
  Values values = made_values(3 << 20, 1, true);
  values[Metric::kInuseSpace].variance = 1048576.0 * 1048576.0;
  maker.add_self(maker.add(caller, "callee"), values);
  maker.add_self(caller, made_values(1 << 20, 1000));
  const CallTree tree = maker.finish();
  EXPECT_EQ(describe_values(tree, 2),
            "75.0% \u00B7 3.0 MiB \u00B1 1.0 MiB live, 1 object of 3.0 MiB \u00B7 "
            "9.0 MiB allocated, 3 objects of 3.0 MiB \u00B7 3.0 MiB self");
}

TEST(DescribeValues, OfAChangeTellsBothSides) {
  TreeMaker maker;
  maker.add_self(maker.add(0, "grown"), made_values(3 << 20, 30));
  CallTree tree = maker.finish();
  NodeChange change;
  change.subtree[0] = {{1 << 20, 0}, {3 << 20, 0}, 262144.0 * 262144.0};
  change.subtree[1] = {{10, 0}, {30, 0}, 0};
  change.self = change.subtree;
  tree.changes = {change, change};
  EXPECT_EQ(describe_values(tree, 1),
            "grown +200.0% \u00B7 1.0 MiB \u2192 3.0 MiB, +2.0 MiB \u00B1 256.0 KiB (8.0\u03C3) "
            "\u00B7 10 objects \u2192 30 objects \u00B7 +2.0 MiB self");
  EXPECT_EQ(change_class(tree, tree.changes[1].of_subtree(tree.metric)), "g4");
}

struct ShadeCase {
  std::string name;
  int64_t before;
  int64_t after;
  double sigma;
  std::string css_class;
};

class ChangeClass : public testing::TestWithParam<ShadeCase> {};

// Of a base of 1000.
TEST_P(ChangeClass, Table) {
  TreeMaker maker;
  maker.add_self(maker.add(0, "f"), made_values(1000, 1));
  CallTree tree = maker.finish();
  const ShadeCase& row = GetParam();
  tree.changes.resize(2);
  tree.changes[0].subtree[0] = {{1000, 0}, {1000, 0}, 0};
  tree.changes[1].subtree[0] = {{row.before, 0}, {row.after, 0}, row.sigma * row.sigma};
  EXPECT_EQ(change_class(tree, tree.changes[1].of_subtree(tree.metric)), row.css_class);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ChangeClass,
    testing::Values(
        ShadeCase{"Same", 100, 100, 0, "d0"}, ShadeCase{"New", 0, 9, 0, "dn"},
        ShadeCase{"Gone", 9, 0, 0, "dg"}, ShadeCase{"Noise", 100, 129, 10, "d0"},
        ShadeCase{"NewWithinNoise", 0, 29, 10, "d0"}, ShadeCase{"NotNoise", 100, 131, 10, "g2"},
        ShadeCase{"Least", 1, 10, 0, "g1"}, ShadeCase{"OnePercent", 1, 11, 0, "g2"},
        ShadeCase{"FivePercent", 1, 51, 0, "g3"}, ShadeCase{"FifthOfAll", 1, 201, 0, "g4"},
        ShadeCase{"ShrunkALittle", 11, 10, 0, "k1"}, ShadeCase{"ShrunkALot", 400, 10, 0, "k4"}),
    [](const auto& row) { return row.param.name; });

TEST(DescribePlace, LeavesOutWhatIsNotKnown) {
  CallFrame frame = named_frame("f", "src/a.cc", "/lib/liba.so", 7);
  EXPECT_EQ(describe_place(frame), "src/a.cc:7 \u00B7 liba.so");
  frame.line = 0;
  frame.inlined = true;
  EXPECT_EQ(describe_place(frame), "src/a.cc \u00B7 liba.so \u00B7 inlined");
  EXPECT_EQ(describe_place(named_frame("f")), "");
}

struct ColouringCase {
  std::string name;
  FlameColouring by;
  int64_t self;
  std::string css_class;
};

class ShadeClass : public testing::TestWithParam<ColouringCase> {};

// A Rust frame with `self` of 1000 bytes, and with a callee that has 100 of them.
TEST_P(ShadeClass, Table) {
  const ColouringCase& row = GetParam();
  TreeMaker maker;
  CallFrame frame = named_frame("store::load");
  frame.code = CodeClass::kRust;
  const uint32_t node = maker.add(0, maker.add_frame(frame));
  maker.add_self(node, made_values(row.self, 1));
  maker.add_self(maker.add(node, "callee"), made_values(100, 1));
  maker.add_self(maker.add(0, "rest"), made_values(900 - row.self, 1));
  const CallTree tree = maker.finish();
  const auto is_it = [&](const CallNode& one) { return tree.frames[one.frame].name == frame.name; };
  const auto found = std::find_if(tree.nodes.begin(), tree.nodes.end(), is_it);
  FlameStyle style;
  style.colouring = row.by;
  EXPECT_EQ(shade_class(tree, static_cast<uint32_t>(found - tree.nodes.begin()),
                        choose_colours(tree, style)),
            row.css_class);
}

INSTANTIATE_TEST_SUITE_P(Table, ShadeClass,
                         testing::Values(ColouringCase{"Rust", FlameColouring::kLanguage, 1, "l3"},
                                         ColouringCase{"NoSelf", FlameColouring::kSelf, 0, "d0"},
                                         ColouringCase{"Self", FlameColouring::kSelf, 1, "g2"},
                                         ColouringCase{"MoreSelf", FlameColouring::kSelf, 10, "g3"},
                                         ColouringCase{"MostSelf", FlameColouring::kSelf, 50, "g4"},
                                         ColouringCase{"Total", FlameColouring::kTotal, 0, "g3"},
                                         ColouringCase{"MostTotal", FlameColouring::kTotal, 100,
                                                       "g4"}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
