// Decides what one client of the load asks for, one request after the other, and reads in the answers what the next one
// needs. It does not send anything (clients.h).
#pragma once

#include <string>
#include <string_view>

namespace bihuan::bench {

/// Who asks: sent with every request.
struct Person {
  std::string id;
  std::string sign_in;  ///< header lines: a bearer token, or a cookie with the page's token
};

class Life {
 public:
  /// "user-task": start, inbox, claim, complete. Everything else is a process that runs to its end when it is started.
  Life(std::string workload, Person person);

  /// The text of the next request.
  const std::string& next();
  /// Takes its answer. true: with this one a life is over. Throws std::runtime_error when the answer is not the one
  /// that was wanted.
  bool take(int status, std::string_view body);
  /// Which of the life's requests is on its way, from 0.
  int step() const { return step_; }
  int steps() const { return user_task_ ? 4 : 1; }

 private:
  void write(std::string_view method, std::string_view path, std::string_view body);
  void expect(int wanted, int status, std::string_view body) const;

  bool user_task_;
  Person person_;
  std::string start_body_, inbox_path_, complete_body_;
  std::string instance_, task_, text_;
  int step_ = 0;
};

}  // namespace bihuan::bench
