// bihuan audit verify: proves, or disproves, that the record is untouched.
#include "adapters/host/audit.h"

#include <fmt/format.h>

#include "adapters/codec/ids.h"
#include "adapters/codec/json.h"
#include "api/cli/command.h"

namespace bihuan::cli {
namespace {

/// The instance; of the security journal, which has none, its name.
std::string place_of(const host::Finding& finding) {
  return finding.instance ? codec::text(finding.instance) : "security-journal";
}

Value json_of(const host::VerifyReport& report) {
  List findings;
  for (const host::Finding& finding : report.findings) {
    findings.push_back(Value(ContextEntries{{"instance", place_of(finding)},
                                            {"entry", static_cast<std::int64_t>(finding.seq)},
                                            {"message", finding.message_zh},
                                            {"messageEn", finding.message_en}}));
  }
  return Value(ContextEntries{{"ok", report.findings.empty()},
                              {"instances", static_cast<std::int64_t>(report.instances)},
                              {"entries", static_cast<std::int64_t>(report.entries)},
                              {"findings", Value(std::move(findings))}});
}

void print(const host::VerifyReport& report, bool english) {
  for (const host::Finding& finding : report.findings) {
    fmt::print("{} #{}: {}\n", place_of(finding), finding.seq, english ? finding.message_en : finding.message_zh);
  }
  if (english) {
    fmt::print("{} instances, {} entries verified: {}\n", report.instances, report.entries,
               report.findings.empty() ? "untouched" : fmt::format("{} findings", report.findings.size()));
  } else {
    fmt::print("已校验 {} 个事项、{} 条日志：{}\n", report.instances, report.entries,
               report.findings.empty() ? "记录完整、未被改动" : fmt::format("发现 {} 处问题", report.findings.size()));
  }
}

void run(const StoreOptions& options, const std::string& instance, Shared& shared) {
  const auto id = codec::parse_instance_id(instance);
  if (!instance.empty() && !id) {
    fmt::print(stderr, "bihuan audit verify: '{}' is no instance id\n", instance);
    shared.exit_code = 2;
    return;
  }
  const auto store = options.open(shared);
  if (!store) {
    shared.exit_code = 2;
    return;
  }
  host::VerifyReport report;
  if (id) {
    host::verify(*store, *id, report);
  } else {
    report = host::verify_all(*store);
    host::verify_security_journal(*store, report);
  }
  shared.json ? fmt::print("{}\n", codec::to_json(json_of(report))) : print(report, shared.english);
  shared.exit_code = report.findings.empty() ? 0 : 1;
}

}  // namespace

void add_audit(CLI::App& app, Shared& shared) {
  auto* audit = app.add_subcommand("audit", "审计 / the record");
  audit->require_subcommand(1);
  audit->fallthrough();
  auto* verify = audit->add_subcommand(
      "verify", "校验日志链（含安全审计日志）并重放每个事项 / prove the chains, replay each instance");
  auto options = std::make_shared<StoreOptions>();
  auto instance = std::make_shared<std::string>();
  options->add_to(*verify);
  verify->add_option("INSTANCE", *instance, "只校验这个事项 / only this instance");
  verify->callback([options, instance, &shared] { run(*options, *instance, shared); });
}

}  // namespace bihuan::cli
