// Decides what happens to a request that nobody answered: 500, or a visibly cut-off stream. The rest is exchange.cpp.
#include "api/http/reply.h"

#include "api/http/exchange.h"

namespace bihuan::http {

class Stream::Ending {
 public:
  explicit Ending(std::shared_ptr<Exchange> exchange) : exchange(std::move(exchange)) {}
  ~Ending() { exchange->end_stream(false); }
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;
  const std::shared_ptr<Exchange> exchange;
};

Stream::Stream(std::shared_ptr<Exchange> exchange) : ending_(std::make_shared<Ending>(std::move(exchange))) {}

bool Stream::write(std::string bytes) {
  return ending_ && ending_->exchange->write(std::move(bytes));
}
bool Stream::ready() const {
  return ending_ && ending_->exchange->ready();
}
bool Stream::wait_until_ready() {
  return ending_ && ending_->exchange->wait_until_ready();
}
void Stream::on_ready(std::function<void()> callback) {
  if (ending_) ending_->exchange->on_ready(std::move(callback));
}
void Stream::finish() {
  if (ending_) ending_->exchange->end_stream(true);
}
bool Stream::gone() const {
  return !ending_ || ending_->exchange->client() == Client::Gone;
}

class Reply::Duty {
 public:
  explicit Duty(std::shared_ptr<Exchange> exchange) : exchange(std::move(exchange)) {}
  ~Duty() {
    if (!exchange->answered()) exchange->send(problem_response(500, "internal", "The request was not answered."));
  }
  Duty(const Duty&) = delete;
  Duty& operator=(const Duty&) = delete;
  const std::shared_ptr<Exchange> exchange;
};

Reply::Reply(std::shared_ptr<Exchange> exchange) : duty_(std::make_shared<Duty>(std::move(exchange))) {}

void Reply::send(Response response) const {
  duty_->exchange->send(std::move(response));
}

Stream Reply::stream(int status, std::vector<Header> headers, StreamKind kind) const {
  if (!duty_->exchange->begin_stream(status, std::move(headers), kind)) return {};
  return Stream(duty_->exchange);
}

bool Reply::answered() const {
  return duty_->exchange->answered();
}
Client Reply::client() const {
  return duty_->exchange->client();
}
void Reply::on_client_change(std::function<void(Client)> callback) const {
  duty_->exchange->on_client_change(std::move(callback));
}
void Reply::answer_when_stopping(Response response) const {
  duty_->exchange->answer_when_stopping(std::move(response));
}

}  // namespace bihuan::http
