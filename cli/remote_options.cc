// SPDX-License-Identifier: Apache-2.0
#include "cli/remote_options.h"

namespace jescope {

void add_remote_options(CLI::App& app, Words& words, Request& request) {
  FetchOptions& fetch = request.remote.fetch;
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    return app.add_option(name, target, help)->type_name(type)->group("Dumps from URLs");
  };
  add("--timeout", words.timeout, "TIME", "for each answer of the server [60s]");
  add("--max-download", words.max_download, "BYTES", "the largest answer that is taken [1GiB]");
  add("--header", fetch.headers, "FIELD", "send it to the server: 'Name: value'")
      ->allow_extra_args(false);
  add("--ca-file", fetch.ca_file, "FILE", "certificates to trust for https [the system's]");
  app.add_flag("--insecure", fetch.trusts_anyone, "do not check the server's certificate")
      ->group("Dumps from URLs");
}

}  // namespace jescope
