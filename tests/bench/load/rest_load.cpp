// Decides the options of the load client and how its figures are told: one line of JSON. Who the people are and how
// they have signed in comes on standard input, one a line: id, a tab, the header line that they send.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <numeric>

#include "tests/bench/load/clients.h"

namespace bihuan::bench {
namespace {

struct Options {
  std::uint16_t port = 0;
  int connections = 1;
  std::string workload;
  std::chrono::milliseconds warm_up{1000}, measured{5000};
};

std::vector<Person> people_of(std::istream& in) {
  std::vector<Person> people;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    std::string headers = line.substr(tab + 1);
    for (std::size_t at; (at = headers.find('\t')) != std::string::npos;) headers.replace(at, 1, "\r\n");
    people.push_back({line.substr(0, tab), headers + "\r\n"});
  }
  return people;
}

double cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return static_cast<double>(time.tv_sec) + time.tv_usec / 1e6; };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

std::uint32_t at_share(std::vector<std::uint32_t>& sorted, double share) {
  if (sorted.empty()) return 0;
  return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void tell(const Options& options, LoadFigures figures, double cpu) {
  std::string steps;
  std::vector<std::uint32_t> all;
  for (auto& one : figures.latencies) {
    std::ranges::sort(one);
    steps += fmt::format("{}{{\"p50_us\":{},\"p99_us\":{}}}", steps.empty() ? "" : ",", at_share(one, 0.5),
                         at_share(one, 0.99));
    all.insert(all.end(), one.begin(), one.end());
  }
  std::ranges::sort(all);
  fmt::print(
      "{{\"workload\":\"{}\",\"connections\":{},\"seconds\":{:.3f},\"lives\":{},\"requests\":{},\"lives_per_second\":{:"
      ".1f},"
      "\"requests_per_second\":{:.1f},\"p50_us\":{},\"p99_us\":{},\"steps\":[{}],\"client_cpu_seconds\":{:.3f}}}\n",
      options.workload, options.connections, figures.seconds, figures.lives, figures.requests,
      static_cast<double>(figures.lives) / figures.seconds, static_cast<double>(figures.requests) / figures.seconds,
      at_share(all, 0.5), at_share(all, 0.99), steps, cpu);
}

int run(const Options& options) {
  const std::vector<Person> people = people_of(std::cin);
  if (people.empty()) throw std::runtime_error("nobody has signed in: expected lines of id, tab, header");
  std::vector<Life> lives;
  for (int i = 0; i < options.connections; ++i) {
    lives.emplace_back(options.workload, people[static_cast<std::size_t>(i) % people.size()]);
  }
  Clients clients(options.port, std::move(lives));
  LoadFigures figures = clients.run(options.warm_up, options.measured);
  tell(options, std::move(figures), cpu_seconds());
  return 0;
}

}  // namespace
}  // namespace bihuan::bench

int main(int count, char** words) {
  if (count != 6) {
    fmt::print(stderr,
               "usage: rest_load <port> <connections> <workload> <warm-up seconds> <seconds>, people on stdin\n");
    return 2;
  }
  const auto ms = [](const char* seconds) {
    return std::chrono::milliseconds(static_cast<int>(std::atof(seconds) * 1000));
  };
  try {
    return bihuan::bench::run({.port = static_cast<std::uint16_t>(std::atoi(words[1])),
                               .connections = std::atoi(words[2]),
                               .workload = words[3],
                               .warm_up = ms(words[4]),
                               .measured = ms(words[5])});
  } catch (const std::exception& failure) {
    fmt::print(stderr, "rest_load: {}\n", failure.what());
    return 1;
  }
}
