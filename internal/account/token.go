package account

import (
	"errors"
	"strconv"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/uuid"

	"onward/internal/fault"
	"onward/internal/secret"
)

// Tokens makes and reads the bearer tokens of the API. A token names a post;
// what the post opens is asked of the database at every use.
type Tokens struct {
	key []byte
	now func() time.Time
}

const (
	issuer   = "onward"
	audience = "onward-api"
	keyID    = "1"
	longest  = 4096 // bytes; no token of ours comes near
)

// TokenLife is how long a token opens anything.
const TokenLife = time.Hour

// NewTokens derives the signing key from the installation's root.
func NewTokens(root secret.Root, now func() time.Time) Tokens {
	return Tokens{key: root.Derive("token"), now: now}
}

// Make gives a token for a post.
func (t Tokens) Make(post int) (string, error) {
	now := t.now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.RegisteredClaims{
		Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: strconv.Itoa(post), ID: uuid.NewString(),
		IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(TokenLife)),
	})
	token.Header["kid"] = keyID
	return token.SignedString(t.key)
}

// Post reads whose token it is. Anything but a whole, fresh token of ours in
// the one algorithm is fault.Signin.
func (t Tokens) Post(text string) (int, error) {
	if len(text) > longest {
		return 0, badToken(errors.New("too long"))
	}
	var claims jwt.RegisteredClaims
	_, err := jwt.ParseWithClaims(text, &claims, func(token *jwt.Token) (any, error) {
		if token.Header["kid"] != keyID {
			return nil, errors.New("unknown key id")
		}
		return t.key, nil
	}, jwt.WithValidMethods([]string{"HS256"}), jwt.WithIssuer(issuer), jwt.WithAudience(audience), jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(), jwt.WithTimeFunc(t.now), jwt.WithStrictDecoding())
	if err != nil {
		return 0, badToken(err)
	}
	post, err := strconv.Atoi(claims.Subject)
	if err != nil || post <= 0 || claims.IssuedAt == nil {
		return 0, badToken(errors.New("no post or no time of issue"))
	}
	return post, nil
}

func badToken(err error) error {
	return fault.Wrap(err, fault.Signin, "Send a fresh token in the header Authorization: Bearer …")
}
