#include "api/security/action.h"

#include <algorithm>
#include <array>

namespace bihuan::security {
namespace {

using enum Action;

constexpr auto actions = std::to_array<ActionWords>({
    {TaskAct, "task.act", "办理任务", "work on tasks", true},
    {TaskForce, "task.force", "代为处理卡住的任务", "act on tasks of others by force", true},
    {CaseRead, "case.read", "查看事项", "see cases", true},
    {CaseWatch, "case.watch", "监控运行", "watch running cases", true},
    {CaseStart, "case.start", "发起事项", "start cases"},
    {CaseWithdraw, "case.withdraw", "撤销事项", "withdraw cases", true},
    {CaseMessage, "case.message", "向事项发送消息", "send messages to cases", true},
    {CaseSuspend, "case.suspend", "挂起、恢复事项", "suspend and resume cases", true},
    {CaseCancel, "case.cancel", "强制终止事项", "cancel cases", true},
    {CaseEdit, "case.edit", "修改事项数据", "change the data of cases", true},
    {DefinitionRead, "definition.read", "查看流程、表单、规则、日历", "see definitions"},
    {DefinitionWrite, "definition.write", "设计并发布流程", "design and deploy"},
    {DefinitionEnable, "definition.enable", "启用、停用流程", "enable and disable processes"},
    {CalendarWrite, "calendar.write", "维护日历", "change calendars"},
    {IncidentRead, "incident.read", "查看异常", "see incidents", true},
    {IncidentRetry, "incident.retry", "重试异常", "retry incidents", true},
    {JobRead, "job.read", "查看后台作业", "see jobs"},
    {RecordRead, "record.read", "查看办理记录", "read the record", true},
    {RecordVerify, "record.verify", "核验办理记录", "verify the record of cases", true},
    {RecordVerifyAll, "record.verify-all", "核验全部记录", "verify all records"},
    {RecordExport, "record.export", "导出办理记录", "export the record", true},
    {OrgRead, "org.read", "查看组织", "see the organisation"},
    {OrgWrite, "org.write", "维护组织", "change the organisation"},
    {OrgImport, "org.import", "导入导出组织", "import and export the organisation"},
    {PermissionRead, "permission.read", "查看权限", "see permissions"},
    {PermissionWrite, "permission.write", "修改权限", "change permissions"},
    {RoleGrant, "role.grant", "授予角色", "grant roles"},
    {AccountManage, "account.manage", "管理账号", "manage accounts"},
    {SessionRead, "session.read", "查看登录会话", "see sessions"},
    {SessionEnd, "session.end", "结束登录会话", "end sessions"},
    {TokenManage, "token.manage", "管理程序令牌", "manage tokens"},
    {LogRead, "log.read", "查看运行日志", "read the log"},
    {SecurityJournalRead, "security-journal.read", "查看安全审计日志", "read the security journal"},
    {ActAs, "act-as", "代他人操作", "act for somebody else"},
    {WorkerFetch, "worker.fetch", "领取外部任务", "fetch external tasks"},
    {MessagePublish, "message.publish", "发布消息", "publish messages"},
    {SignalBroadcast, "signal.broadcast", "广播信号", "broadcast signals"},
});

constexpr auto scope_table = std::to_array<ScopeWords>({
    {Scope::Own, "own", "本人参与的", "own"},
    {Scope::Unit, "unit", "本单位", "unit"},
    {Scope::UnitAndBelow, "unit-and-below", "本单位及下级", "unit and below"},
    {Scope::Line, "line", "本条线", "line"},
    {Scope::All, "all", "全部", "all"},
});

}  // namespace

std::span<const ActionWords> grantable_actions() {
  return actions;
}

std::span<const ScopeWords> scopes() {
  return scope_table;
}

std::string_view name_of(Action action) {
  if (action == Everybody) return "everybody";
  if (action == SignedIn) return "signed-in";
  if (action == Person) return "person";
  const auto found = std::ranges::find(actions, action, &ActionWords::action);
  return found == actions.end() ? std::string_view() : found->name;
}

std::string_view name_of(Scope scope) {
  return std::ranges::find(scope_table, scope, &ScopeWords::scope)->name;
}

std::optional<Action> action_named(std::string_view name) {
  const auto found = std::ranges::find(actions, name, &ActionWords::name);
  return found == actions.end() ? std::nullopt : std::optional(found->action);
}

std::optional<Scope> scope_named(std::string_view name) {
  const auto found = std::ranges::find(scope_table, name, &ScopeWords::name);
  return found == scope_table.end() ? std::nullopt : std::optional(found->scope);
}

}  // namespace bihuan::security
