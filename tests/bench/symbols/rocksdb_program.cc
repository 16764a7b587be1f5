// SPDX-License-Identifier: Apache-2.0
//
// Fills and reads a small database at argv[1]: a stripped program over a
// stripped library, for the heap dump of one.
#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <memory>
#include <string>

namespace {

std::string key_of(int i) {
  return "key" + std::to_string(i * 7919 % 100003);
}

void fill(rocksdb::DB& db) {
  for (int i = 0; i < 60000; ++i) db.Put({}, key_of(i), std::string(size_t(50 + i % 400), 'v'));
  db.Flush({});
  db.CompactRange({}, nullptr, nullptr);
}

void scan(rocksdb::DB& db) {
  const std::unique_ptr<rocksdb::Iterator> rows(db.NewIterator({}));
  for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
  }
  std::string value;
  for (int i = 0; i < 20000; ++i) db.Get({}, key_of(i), &value);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  rocksdb::Options options;
  options.create_if_missing = true;
  options.write_buffer_size = 1 << 20;
  rocksdb::DB* opened = nullptr;
  if (!rocksdb::DB::Open(options, argv[1], &opened).ok()) return 1;
  const std::unique_ptr<rocksdb::DB> db(opened);
  fill(*db);
  scan(*db);
}
