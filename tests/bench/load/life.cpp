// Decides the requests' texts and finds ids in answers by their place: the server writes "id" first, then "instance".
#include "tests/bench/load/life.h"

#include <fmt/format.h>

#include <stdexcept>

namespace bihuan::bench {
namespace {

std::string_view first_id(std::string_view json) {
  constexpr std::string_view mark = "{\"id\":\"";
  const std::size_t at = json.find(mark);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + mark.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

/// The id of the row whose instance is this one; empty: it is not in the list.
std::string_view task_of(std::string_view json, std::string_view instance) {
  const std::size_t at = json.find(fmt::format("\",\"instance\":\"{}\"", instance));
  if (at == std::string_view::npos) return {};
  const std::size_t begin = json.rfind('"', at - 1) + 1;
  return json.substr(begin, at - begin);
}

}  // namespace

Life::Life(std::string workload, Person person) : user_task_(workload == "user-task"), person_(std::move(person)) {
  start_body_ =
      fmt::format(R"({{"process":"{}","variables":{{"who":"{}","days":3,"why":"病假"}}}})", workload, person_.id);
  inbox_path_ = "/api/v1/tasks?view=candidate&limit=20";
  complete_body_ = R"({"variables":{"days":2,"granted":true},"outcome":"同意"})";
}

const std::string& Life::next() {
  switch (step_) {
    case 0:
      write("POST", "/api/v1/instances", start_body_);
      break;
    case 1:
      write("GET", inbox_path_, "");
      break;
    case 2:
      write("POST", "/api/v1/tasks/" + task_ + "/claim", "");
      break;
    default:
      write("POST", "/api/v1/tasks/" + task_ + "/complete", complete_body_);
  }
  return text_;
}

bool Life::take(int status, std::string_view body) {
  expect(step_ == 0 ? 201 : 200, status, body);
  if (step_ == 0) instance_ = first_id(body);
  if (step_ == 1) task_ = task_of(body, instance_);
  if (step_ == 1 && task_.empty())
    throw std::runtime_error(fmt::format("no task of {} in the inbox: {}", instance_, body));
  step_ = (step_ + 1) % steps();
  return step_ == 0;
}

void Life::write(std::string_view method, std::string_view path, std::string_view body) {
  text_.clear();
  auto into = std::back_inserter(text_);
  fmt::format_to(into, "{} {} HTTP/1.1\r\nHost: localhost\r\n{}", method, path, person_.sign_in);
  if (!body.empty()) fmt::format_to(into, "Content-Type: application/json\r\n");
  if (method != "GET") fmt::format_to(into, "Content-Length: {}\r\n", body.size());
  fmt::format_to(into, "\r\n{}", body);
}

void Life::expect(int wanted, int status, std::string_view body) const {
  if (status != wanted) throw std::runtime_error(fmt::format("step {}: {} {}", step_, status, body));
}

}  // namespace bihuan::bench
