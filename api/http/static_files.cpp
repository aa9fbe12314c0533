// Decides how files of one folder are served. Each path component is opened by itself relative to the one before and
// without following links, so no name can lead out of the folder.
#include "api/http/static_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "api/http/http_date.h"

namespace bihuan::http {
namespace {

constexpr std::size_t kDeepest = 32;

struct Found {
  std::shared_ptr<const OpenFile> file;
  std::uint64_t size = 0;
  timespec modified{};
};

bool is_servable(std::string_view name) {
  return !name.empty() && name.front() != '.' &&
         name.find_first_of(std::string_view("/\\\0", 3)) == std::string_view::npos;
}

std::shared_ptr<const OpenFile> open_at(const OpenFile& folder, const std::string& name, int flags) {
  const int descriptor = ::openat(folder.descriptor(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  return descriptor < 0 ? nullptr : std::make_shared<const OpenFile>(descriptor);
}

std::optional<Found> open_regular(const OpenFile& folder, const std::string& name) {
  Found found{.file = open_at(folder, name, O_RDONLY)};
  struct stat about {};
  if (!found.file || ::fstat(found.file->descriptor(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  found.size = static_cast<std::uint64_t>(about.st_size);
  found.modified = about.st_mtim;
  return found;
}

/// The folder that holds the last segment, nullptr when there is none.
std::shared_ptr<const OpenFile> walk(std::shared_ptr<const OpenFile> folder, std::span<const std::string> segments) {
  if (segments.size() > kDeepest) return nullptr;
  for (const std::string& segment : segments) {
    if (!is_servable(segment)) return nullptr;
    folder = open_at(*folder, segment, O_RDONLY | O_DIRECTORY);
    if (!folder) return nullptr;
  }
  return folder;
}

bool not_older(const timespec& left, const timespec& right) {
  return std::pair(left.tv_sec, left.tv_nsec) >= std::pair(right.tv_sec, right.tv_nsec);
}

std::string etag_of(const Found& found, bool gzipped) {
  return fmt::format("\"{:x}-{:x}{:08x}{}\"", found.size, found.modified.tv_sec, found.modified.tv_nsec,
                     gzipped ? "-gz" : "");
}

/// Weak comparison (RFC 9110 §8.8.3.2) of a list of entity tags with ours.
bool lists_tag(std::string_view list, std::string_view etag) {
  if (list == "*") return true;
  for (std::size_t at = list.find(etag); at != std::string_view::npos; at = list.find(etag, at + 1)) {
    const std::size_t end = at + etag.size();
    if (end == list.size() || list[end] == ',' || list[end] == ' ') return true;
  }
  return false;
}

bool is_unchanged(const RequestHead& request, const std::string& etag, std::time_t modified) {
  if (const std::string* tags = request.header("If-None-Match")) return lists_tag(*tags, etag);
  const std::string* since = request.header("If-Modified-Since");
  const auto moment = since == nullptr ? std::nullopt : parse_http_date(*since);
  return moment && modified <= *moment;
}

struct Range {
  std::uint64_t first, length;
};
enum class RangeKind { Whole, Part, Unsatisfiable };

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

/// One range of bytes; what is malformed or asks for several is ignored, as RFC 9110 §14.2 allows.
RangeKind read_range(std::string_view text, std::uint64_t size, Range& into) {
  if (!text.starts_with("bytes=")) return RangeKind::Whole;
  text.remove_prefix(6);
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return RangeKind::Whole;
  const auto first = number(text.substr(0, dash)), second = number(text.substr(dash + 1));
  if (dash == 0) {
    if (!second) return RangeKind::Whole;
    into = {size - std::min(size, *second), std::min(size, *second)};
    return into.length == 0 ? RangeKind::Unsatisfiable : RangeKind::Part;
  }
  const bool open_ended = dash + 1 == text.size();
  if (!first || (!open_ended && !second) || (second && *second < *first)) return RangeKind::Whole;
  if (*first >= size) return RangeKind::Unsatisfiable;
  const std::uint64_t last = open_ended ? size - 1 : std::min(*second, size - 1);
  into = {*first, last - *first + 1};
  return RangeKind::Part;
}

RangeKind wanted_range(const RequestHead& request, const std::string& etag, std::uint64_t size, Range& into) {
  const std::string* range = request.header("Range");
  if (range == nullptr || request.method != "GET") return RangeKind::Whole;
  // Dates as If-Range are weak validators here, so only our strong tag counts (RFC 9110 §13.1.5).
  if (const std::string* only_if = request.header("If-Range"); only_if != nullptr && *only_if != etag)
    return RangeKind::Whole;
  return read_range(*range, size, into);
}

void answer_with_file(Response& response, const RequestHead& request, const Found& found, const std::string& etag) {
  Range range{0, found.size};
  switch (wanted_range(request, etag, found.size, range)) {
    case RangeKind::Whole:
      break;
    case RangeKind::Part:
      response.status = 206;
      response.headers.push_back(
          {"Content-Range", fmt::format("bytes {}-{}/{}", range.first, range.first + range.length - 1, found.size)});
      break;
    case RangeKind::Unsatisfiable:
      response = problem_response(416, "bad_range", "The range lies outside of the file.");
      response.headers.push_back({"Content-Range", fmt::format("bytes */{}", found.size)});
      return;
  }
  response.file = FilePart{found.file, range.first, range.length};
}

Response not_opened() {
  if (errno == EMFILE || errno == ENFILE) return problem_response(503, "busy", "No file can be opened at the moment.");
  return problem_response(404, "not_found", "There is no such file.");
}

}  // namespace

std::string_view content_type_of(std::string_view filename) {
  struct Type {
    std::string_view ending, type;
  };
  constexpr std::array kTypes{Type{".html", "text/html; charset=utf-8"},
                              Type{".css", "text/css; charset=utf-8"},
                              Type{".js", "text/javascript; charset=utf-8"},
                              Type{".mjs", "text/javascript; charset=utf-8"},
                              Type{".json", "application/json"},
                              Type{".map", "application/json"},
                              Type{".svg", "image/svg+xml"},
                              Type{".png", "image/png"},
                              Type{".ico", "image/x-icon"},
                              Type{".woff2", "font/woff2"},
                              Type{".woff", "font/woff"},
                              Type{".ttf", "font/ttf"},
                              Type{".wasm", "application/wasm"},
                              Type{".txt", "text/plain; charset=utf-8"},
                              Type{".md", "text/markdown; charset=utf-8"},
                              Type{".yaml", "application/yaml"},
                              Type{".xml", "application/xml"},
                              Type{".bpmn", "application/xml"},
                              Type{".dmn", "application/xml"},
                              Type{".pdf", "application/pdf"}};
  const auto found =
      std::find_if(kTypes.begin(), kTypes.end(), [&](const Type& t) { return filename.ends_with(t.ending); });
  return found == kTypes.end() ? std::string_view("application/octet-stream") : found->type;
}

bool accepts_gzip(const RequestHead& request) {
  const std::string* accepted = request.header("Accept-Encoding");
  if (accepted == nullptr) return false;
  std::string_view rest = *accepted;
  while (!rest.empty()) {
    const std::size_t comma = std::min(rest.find(','), rest.size());
    std::string item(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    std::erase_if(item, [](char c) { return c == ' ' || c == '\t'; });
    const std::size_t semicolon = std::min(item.find(';'), item.size());
    if (!same_name(std::string_view(item).substr(0, semicolon), "gzip")) continue;
    const std::string weight = item.substr(semicolon);
    return weight.empty() ||
           weight.find_first_not_of("0.", std::min<std::size_t>(3, weight.size())) != std::string::npos;
  }
  return false;
}

StaticFiles::StaticFiles(const std::string& folder, std::string cache_control)
    : cache_control_(std::move(cache_control)) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), folder);
  folder_ = std::make_shared<const OpenFile>(descriptor);
}

Response StaticFiles::answer(const RequestHead& request, std::span<const std::string> segments) const {
  if (request.method != "GET" && request.method != "HEAD") {
    auto response = problem_response(405, "method_not_allowed", "Files can only be read.");
    response.headers.push_back({"Allow", "GET, HEAD"});
    return response;
  }
  errno = 0;
  const bool index = segments.empty() || segments.back().empty();
  const std::string name = index ? "index.html" : segments.back();
  const auto folder = walk(folder_, segments.empty() ? segments : segments.first(segments.size() - 1));
  if (!folder || !is_servable(name)) return not_opened();
  auto found = open_regular(*folder, name);
  if (!found) return not_opened();

  auto gzipped = open_regular(*folder, name + ".gz");
  if (gzipped && !not_older(gzipped->modified, found->modified)) gzipped.reset();
  Response response;
  response.headers.push_back({"Content-Type", std::string(content_type_of(name))});
  if (gzipped) response.headers.push_back({"Vary", "Accept-Encoding"});
  const bool send_gzipped = gzipped && accepts_gzip(request);
  if (send_gzipped) {
    found = std::move(gzipped);
    response.headers.push_back({"Content-Encoding", "gzip"});
  }
  const std::string etag = etag_of(*found, send_gzipped);
  response.headers.push_back({"ETag", etag});
  response.headers.push_back({"Last-Modified", http_date(found->modified.tv_sec)});
  response.headers.push_back({"Accept-Ranges", "bytes"});
  if (!cache_control_.empty()) response.headers.push_back({"Cache-Control", cache_control_});
  if (is_unchanged(request, etag, found->modified.tv_sec)) {
    response.status = 304;
    std::erase_if(response.headers, [](const Header& h) { return h.name == "Content-Type"; });
    return response;
  }
  answer_with_file(response, request, *found, etag);
  return response;
}

}  // namespace bihuan::http
