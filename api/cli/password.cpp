// bihuan password: a one-time password given at the machine itself, for an administrator who has lost theirs. Over the
// API nobody can take over another administrator's account (api/security/appointment.h); whoever can run this command
// holds the store's files anyway, and it stands in the security journal all the same.
#include <fmt/format.h>

#include "adapters/identity/organisation.h"
#include "adapters/system/clock.h"
#include "api/cli/command.h"
#include "api/security/security_journal.h"
#include "api/security/sign_in.h"

namespace bihuan::cli {
namespace {

bool is_known(store::Store& store, const std::string& person) {
  if (store.account(person)) return true;
  const auto stored = store.organisation();
  if (!stored) return false;
  const auto organisation = identity::read_organisation(stored->json);
  return organisation && organisation->person(person) != nullptr;
}

void run(const StoreOptions& options, const std::string& person, Shared& shared) {
  shared.exit_code = 2;
  const auto store = options.open(shared);
  if (!store) return;
  if (!is_known(*store, person)) {
    fmt::print(stderr, "bihuan password: {}\n", shared.english ? "there is no such person" : "没有这个人");
    return;
  }
  security::SecurityJournal journal(*store, system::now);
  security::SignIn sign_in(*store, journal, system::now, [](const std::string&) { return false; });
  const auto password = sign_in.reset_password(person);
  if (!password) {
    fmt::print(stderr, "bihuan password: {}\n",
               shared.english ? "the account was changed meanwhile, try again" : "账号刚被修改，请再试一次");
    return;
  }
  journal.note_durably({.kind = security::Noted::PasswordReset, .actor = "operator", .subject = person});
  journal.stop();
  fmt::print("{}\n", *password);
  shared.exit_code = 0;
}

}  // namespace

void add_password(CLI::App& app, Shared& shared) {
  auto* command = app.add_subcommand(
      "password", "在本机发一次性密码（管理员忘记密码时）/ a one-time password, for an administrator who lost theirs");
  auto options = std::make_shared<StoreOptions>();
  auto person = std::make_shared<std::string>();
  options->add_to(*command);
  command->add_option("PERSON", *person, "登录账号 / whose")->required();
  command->callback([options, person, &shared] { run(*options, *person, shared); });
}

}  // namespace bihuan::cli
