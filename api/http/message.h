// Decides what a request and an answer look like to the rest of the program: plain values, no library types.
// It does not decide how they are read from or written to a connection (request_parser, answer_queue).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bihuan::http {

/// One header field; in requests without surrounding white space, names as the client spelled them.
struct Header {
  std::string name, value;
  bool operator==(const Header&) const = default;
};

/// True when two header names are the same: ASCII letters without regard to case (RFC 9110 §5.1).
bool same_name(std::string_view left, std::string_view right);

/// The first header of that name, or nullptr.
const std::string* find_header(const std::vector<Header>& headers, std::string_view name);

/// All that is known of a request before its body: enough to choose a body limit.
struct RequestHead {
  std::string method;                                      ///< as sent; one of GET HEAD POST PUT PATCH DELETE OPTIONS
  std::string target;                                      ///< as sent, for logs
  std::string path;                                        ///< the path as sent, still percent-encoded, without query
  std::vector<std::string> segments;                       ///< between the slashes, each percent-decoded, UTF-8
  std::vector<std::pair<std::string, std::string>> query;  ///< in order, decoded, "+" read as a space
  std::vector<Header> headers;                             ///< in order
  std::string host;                                        ///< host[:port] the client asked for, may be empty
  std::string scheme = "http";                             ///< "https" only when a trusted proxy says so
  std::string remote_address;                              ///< the client's IP address, by trusted proxies' word if any

  /// The first header of that name, or nullptr.
  const std::string* header(std::string_view name) const { return find_header(headers, name); }
  /// The first query parameter of that name, or nullptr.
  const std::string* query_value(std::string_view name) const;
};

/// A whole request. The body is what the framing carried: not decoded, not checked.
struct Request : RequestHead {
  std::string body;
};

/// An open descriptor that is closed with its last owner.
class OpenFile {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

/// A run of bytes of an open file, sent without reading it into memory.
struct FilePart {
  std::shared_ptr<const OpenFile> file;
  std::uint64_t offset = 0, length = 0;  ///< bytes
};

/// An answer. Content-Length, Transfer-Encoding, Connection and Date are the server's; what is set here of them is
/// dropped, except that "Connection: close" closes. Everything else goes out exactly as it stands.
struct Response {
  int status = 200;
  std::vector<Header> headers;
  std::string body;
  std::optional<FilePart> file;  ///< sent in place of `body` when set
};

/// An answer with a body of this type.
Response make_response(int status, std::string content_type, std::string body);

/// An RFC 9457 problem document: `code` is the stable word for programs, `detail` is for people.
Response problem_response(int status, std::string_view code, std::string_view detail);

/// The standard's words for a status (RFC 9110 §15), "Unknown" for one that it does not name.
std::string_view reason_phrase(int status);

}  // namespace bihuan::http
