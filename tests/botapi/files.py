"""Files 文件 the server keeps, by id and by download path."""

from dataclasses import dataclass, field

from tests.botapi.errors import ApiError, Json, bad_request
from tests.botapi.params import Params


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """One file, as sent by a person or by the bot."""

    id: str
    path: str
    name: str
    content: bytes
    media_type: str

    def brief(self) -> Json:
        """What every kind of file says of itself."""
        size = len(self.content)
        return {"file_id": self.id, "file_unique_id": self.id[-12:], "file_size": size}

    def as_document(self) -> Json:
        """The Bot API's Document."""
        return self.brief() | {"file_name": self.name, "mime_type": self.media_type}

    def as_photo(self) -> list[Json]:
        """The Bot API's sizes of a photo: a thumbnail and the picture."""
        small = self.brief() | {"file_id": self.id + "s", "width": 90, "height": 67}
        return [small, self.brief() | {"width": 1280, "height": 960}]


@dataclass(slots=True)
class Files:
    """All files of one server."""

    by_id: dict[str, StoredFile] = field(default_factory=dict)
    by_path: dict[str, StoredFile] = field(default_factory=dict)

    def keep(self, name: str, content: bytes, media_type: str, folder: str) -> StoredFile:
        """Store one file under a new id."""
        number = len(self.by_path) + 1
        ending = name.rpartition(".")[2] if "." in name else "bin"
        file = StoredFile(
            id=f"BQACAgUAAxkBAAM{number:012d}",
            path=f"{folder}/file_{number}.{ending}",
            name=name,
            content=content,
            media_type=media_type,
        )
        self.by_id[file.id] = self.by_id[file.id + "s"] = file
        self.by_path[file.path] = file
        return file

    def take(self, params: Params, field_name: str, limit: int) -> StoredFile:
        """The file a call brings, new or known; 400 or 413 as Telegram says."""
        upload = params.upload(field_name)
        if upload is None:
            return self._known(params, field_name)
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > limit:
            raise ApiError(413, "Request Entity Too Large")
        return self.keep(upload.name, upload.content, upload.media_type, f"{field_name}s")

    def _known(self, params: Params, field_name: str) -> StoredFile:
        if not params.has(field_name):
            raise bad_request(f"there is no {field_name} in the request")
        file = self.by_id.get(params.text(field_name))
        if file is None:
            raise bad_request("wrong remote file identifier specified: can't unserialize it")
        return file
